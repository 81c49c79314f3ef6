package io.millrace.samples.esp;

import java.nio.file.Path;

/** Says in one sentence what is wrong with a key file, and in which line. Never quotes a secret. */
final class KeyFileException extends Exception {
    KeyFileException(Path file, int line, String message) {
        super("key file " + file + ", line " + line + ": " + message);
    }

    KeyFileException(Path file, String message) {
        super("key file " + file + ": " + message);
    }
}

package io.millrace.samples.ctr;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Reads keys and vectors that are written in hexadecimal digits. What it says never contains what it has read. */
final class KeyText {
    private static final int VECTOR_BYTES = 16;
    /** Enough for any key and a line end; a device may have no end. */
    private static final int FILE_LIMIT_BYTES = 1024;

    private static final int RADIX = 16;

    private KeyText() {}

    static SecretKey key(String name, String text) throws CommandException {
        return key(name, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] vector(String name, String text) throws CommandException {
        byte[] vector = digits(name, text.getBytes(StandardCharsets.UTF_8));
        if (vector.length != VECTOR_BYTES) {
            throw CommandException.usage(
                    "expected " + name + " with 32 hexadecimal digits, found " + 2 * vector.length);
        }
        return vector;
    }

    /** Reads a key file, which may be a pipe. */
    static SecretKey read(Path file) throws CommandException {
        if (Files.isDirectory(file)) {
            throw CommandException.usage("expected a key file, found the folder " + file);
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return key("key file " + file, stream.readNBytes(FILE_LIMIT_BYTES));
        } catch (IOException failure) {
            throw CommandException.usage("expected a key file that can be read, found " + FileReason.of(failure));
        }
    }

    /** Overwrites what it was given, and what it made of that: only the key has it then. */
    private static SecretKey key(String name, byte[] text) throws CommandException {
        try {
            byte[] key = digits(name, text);
            try {
                if (key.length != 16 && key.length != 24 && key.length != 32) {
                    throw CommandException.usage(
                            "expected " + name + " with 32, 48 or 64 hexadecimal digits, found " + 2 * key.length);
                }
                return new SecretKeySpec(key, "AES");
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** Returns what the digits stand for, without the white space around them. */
    private static byte[] digits(String name, byte[] text) throws CommandException {
        int begin = 0;
        int end = text.length;
        while (begin < end && isSpace(text[begin])) {
            begin++;
        }
        while (end > begin && isSpace(text[end - 1])) {
            end--;
        }
        byte[] value = new byte[(end - begin) / 2];
        for (int place = begin; place < end; place++) {
            int digit = Character.digit(text[place], RADIX);
            if (digit < 0) {
                Arrays.fill(value, (byte) 0);
                throw CommandException.usage("expected " + name
                        + " with hexadecimal digits only, found something else as character " + (place - begin + 1));
            }
            int at = (place - begin) / 2;
            if (at < value.length) {
                value[at] = (byte) (value[at] << 4 | digit);
            }
        }
        if ((end - begin) % 2 != 0) {
            Arrays.fill(value, (byte) 0);
            throw CommandException.usage(
                    "expected " + name + " with two hexadecimal digits a byte, found " + (end - begin));
        }
        return value;
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }
}

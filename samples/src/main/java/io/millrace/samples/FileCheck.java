package io.millrace.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What can be said of the files of a command line before one of them is opened. */
public final class FileCheck {
    private FileCheck() {}

    /** Refuses what is there and is no regular file. */
    public static void requireFile(Path file, String expected) throws CommandException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw CommandException.usage(expected + ", found " + file + ", which is no regular file");
        }
    }

    /** Refuses a file that could not be created. */
    public static void requireFolder(Path file) throws CommandException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a regular file has a folder");
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw CommandException.usage("expected a folder to write " + file.getFileName() + " into, found "
                    + (Files.isDirectory(folder) ? "no permission to write into " : "no folder ") + folder);
        }
    }

    /** Refuses one file under two names. */
    public static void requireDifferent(Path one, Path other, String what) throws CommandException {
        if (isSame(one, other)) {
            throw CommandException.usage("expected " + what + " to be different files, found " + one + " twice");
        }
    }

    private static boolean isSame(Path one, Path other) throws CommandException {
        if (one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
            return true;
        }
        try {
            // Sees through symbolic and hard links.
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException failure) {
            throw CommandException.usage("expected files that can be compared, found " + FileReason.of(failure));
        }
    }
}

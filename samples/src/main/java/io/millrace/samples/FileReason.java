package io.millrace.samples;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a file could not be used, in words for whoever named it. */
public final class FileReason {
    private FileReason() {}

    /** The reason and, where it is known, the file; never the name of a class. */
    public static String of(IOException failure) {
        if (failure instanceof FileSystemException named) {
            String reason = reason(named);
            return named.getFile() == null ? reason : reason + ": " + named.getFile();
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? "a failure without a reason" : lowerCase(message);
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "no permission";
        }
        if (failure instanceof NoSuchFileException) {
            return hasFolder(failure.getFile()) ? "no such file" : "no such folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file that exists already";
        }
        String reason = failure.getReason();
        return reason == null || reason.isBlank() ? "a file that cannot be used" : lowerCase(reason);
    }

    private static boolean hasFolder(@Nullable String file) {
        if (file == null) {
            return true;
        }
        Path folder = Path.of(file).toAbsolutePath().getParent();
        return folder == null || Files.isDirectory(folder);
    }

    private static String lowerCase(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}

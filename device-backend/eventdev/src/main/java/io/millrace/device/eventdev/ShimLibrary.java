package io.millrace.device.eventdev;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** The library of the {@link Shim}, which the build leaves beside the classes. Loaded when it is first asked for, once. */
final class ShimLibrary {

    private static final String FILE = "libmillrace_eventdev.so";
    private static final String REASON = "why-not.txt";

    /** Why the library is not loaded; null if it is. */
    private static final @Nullable String MISSING = load();

    private ShimLibrary() {}

    /** Returns why the shim cannot be called; null if it can. */
    static @Nullable String missing() {
        return MISSING;
    }

    private static @Nullable String load() {
        try (InputStream library = ShimLibrary.class.getResourceAsStream(FILE)) {
            if (library == null) {
                return "the shim was not compiled: " + reason();
            }
            // The loader of the JVM wants a file of its own, also if the classes are in an archive.
            Path copy = Files.createTempFile("millrace-eventdev", ".so");
            try {
                Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
                System.load(copy.toString());
            } finally {
                Files.delete(copy);
            }
            return null;
        } catch (IOException | UnsatisfiedLinkError | SecurityException failure) {
            return "the shim could not be loaded, is it from another DPDK? " + failure.getMessage();
        }
    }

    private static String reason() throws IOException {
        try (InputStream reason = ShimLibrary.class.getResourceAsStream(REASON)) {
            return reason == null
                    ? "build the project on Linux with libdpdk-dev, gcc and pkg-config installed"
                    : new String(reason.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}

package io.millrace.samples.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProvisionalTest {
    @TempDir
    Path folder;

    @Test
    void shouldVanishUnlessItIsKept() throws Exception {
        Path file = folder.resolve("file");
        try (Provisional provisional = provisional(file).create(() -> Files.createFile(file))) {
            assertTrue(Files.exists(file), provisional.toString());
        }
        assertFalse(Files.exists(file));
        try (Provisional provisional = provisional(file).create(() -> Files.createFile(file))) {
            assertTrue(provisional.keep(() -> {}));
        }
        assertTrue(Files.exists(file));
    }

    @Test
    void shouldNotBeCreatedOnceTheJvmIsToldToStop() {
        Provisional provisional = provisional(folder.resolve("file"));
        provisional.discard();
        assertThrows(IOException.class, () -> provisional.create(() -> fail("expected nothing to be created")));
    }

    /** What the hook does while the file is created happens after it. */
    @Test
    void shouldVanishWhenTheJvmIsToldToStopWhileItIsCreated() throws Exception {
        Path file = folder.resolve("file");
        Provisional provisional = provisional(file);
        Thread hook = new Thread(provisional::discard, "provisional-test-hook");
        provisional.create(() -> {
            hook.start();
            awaitBlocked(hook);
            Files.createFile(file);
        });
        hook.join(TimeUnit.SECONDS.toMillis(10));
        assertFalse(Files.exists(file));
        assertFalse(provisional.keep(() -> fail("expected nothing to be kept")));
        provisional.close();
    }

    @Test
    void shouldLeaveAFileAloneThatItDidNotCreate() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "of somebody else");
        Provisional provisional = provisional(file);
        assertThrows(FileAlreadyExistsException.class, () -> provisional.create(() -> Files.createFile(file)));
        provisional.close();
        assertEquals("of somebody else", Files.readString(file));
    }

    private static Provisional provisional(Path file) {
        return new Provisional("file", () -> Files.deleteIfExists(file));
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.isAlive() && thread.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }
}

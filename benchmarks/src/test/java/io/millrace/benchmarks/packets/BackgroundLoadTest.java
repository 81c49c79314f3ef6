package io.millrace.benchmarks.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class BackgroundLoadTest {

    private static final long WANTED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldUseProcessorTimeUntilItEnds() {
        BackgroundLoad load = TcryptLoad.LOADED.begin();
        while (load.usage().cpuNanos() < WANTED_NANOS) {
            LockSupport.parkNanos(WANTED_NANOS / 20);
        }
        load.close();
        long used = load.usage().cpuNanos();
        LockSupport.parkNanos(WANTED_NANOS);
        assertTrue(load.usage().cpuNanos() <= used, "it went on");
    }

    @Test
    void shouldUseNothingWhenIdle() {
        try (BackgroundLoad load = TcryptLoad.IDLE.begin()) {
            assertEquals(0, load.usage().cpuNanos());
        }
    }
}

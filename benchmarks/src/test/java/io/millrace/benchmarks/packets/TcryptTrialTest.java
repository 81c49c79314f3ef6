package io.millrace.benchmarks.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a round of an arm comes to. */
final class TcryptTrialTest {

    /** Far more than the compiler and the collector of this JVM may use meanwhile. */
    private static final long LOAD_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final IllegalStateException WRONG = new IllegalStateException("wrong output");

    @Test
    void shouldCompareTheOutputsOfEveryRound() {
        try (BackgroundLoad load = TcryptLoad.IDLE.begin()) {
            assertSame(
                    WRONG,
                    assertThrows(
                            IllegalStateException.class, () -> TcryptTrial.measure(new Arm(() -> 7, true), 3, load)));
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotCountWhatTheLoadUses() throws Exception {
        try (BackgroundLoad load = TcryptLoad.LOADED.begin()) {
            long before = load.usage().cpuNanos();
            TcryptRound round = TcryptTrial.measure(new Arm(() -> awaitUse(load, before + LOAD_NANOS), false), 3, load);
            assertEquals(3, round.packets());
            assertEquals(7, round.nanos());
            long used = round.used().cpuNanos();
            assertTrue(used < LOAD_NANOS, "nanos=" + used);
        }
    }

    private static long awaitUse(BackgroundLoad load, long nanos) {
        while (load.usage().cpuNanos() < nanos) {
            LockSupport.parkNanos(LOAD_NANOS / 20);
        }
        return 7;
    }

    /** An arm that takes no packets. */
    private record Arm(LongSupplier body, boolean isWrong) implements PacketArm {

        @Override
        public long run(int length) {
            return body.getAsLong();
        }

        @Override
        public void requireOutputs(int length) {
            if (isWrong) {
                throw WRONG;
            }
        }

        @Override
        public void close() {}
    }
}

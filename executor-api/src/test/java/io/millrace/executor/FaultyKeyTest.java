package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Keys are the user's objects, and what they throw must not harm others. */
class FaultyKeyTest {

    private final AtomicBoolean broken = new AtomicBoolean();

    /** All have the same hash code, so that they are compared, and fail when they are broken. */
    private final class Key {

        @Override
        public int hashCode() {
            return failIfBroken(7);
        }

        @Override
        public boolean equals(Object other) {
            return failIfBroken(this == other);
        }

        private <T> T failIfBroken(T value) {
            if (broken.get()) {
                throw new IllegalStateException("planned");
            }
            return value;
        }
    }

    @Test
    void shouldTellOfAKeyThatCannotBeHashedWhereItIsNamed() {
        broken.set(true);
        try (MillraceExecutor executor = MillraceExecutors.newSingleThreadExecutor()) {
            assertThrows(IllegalStateException.class, () -> executor.atomic(new Key()));
        }
    }

    @Test
    void shouldGoOnWhenAKeyCannotBeComparedOnItsWayFromTheBacklog() throws Exception {
        TrackedThreads threads = new TrackedThreads();
        AtomicInteger ran = new AtomicInteger();
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(2)
                        .credits(2)
                        .threadFactory(threads)
                        .build()) {
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            Gate second = new Gate();
            executor.atomic(new Key()).execute(second);
            second.entered();
            Future<?> unlucky = executor.atomic(new Key()).submit(ran::incrementAndGet);
            Future<?> plain = executor.submit(ran::incrementAndGet);
            broken.set(true);
            gate.open();
            plain.get();
            assertTrue(unlucky.isCancelled());
            broken.set(false);
            second.open();
            executor.atomic(new Key()).submit(ran::incrementAndGet).get();
            assertFalse(threads.uncaught.isEmpty());
        }
        assertEquals(2, ran.get());
    }
}

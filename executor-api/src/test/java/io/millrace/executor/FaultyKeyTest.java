package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.List;
import java.util.concurrent.ExecutorService;
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

    /** The second key is compared with the first, which has a task, and the first with nothing when it ends. */
    @Test
    void shouldTellOfAKeyThatCannotBeComparedWhereATaskIsSubmitted() throws Exception {
        TrackedThreads threads = new TrackedThreads();
        AtomicInteger ran = new AtomicInteger();
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(2)
                        .threadFactory(threads)
                        .build()) {
            Gate first = new Gate();
            Gate second = new Gate();
            executor.atomic(new Key()).execute(first);
            executor.atomic(new Key()).execute(second);
            first.entered();
            second.entered();
            ExecutorService unlucky = executor.atomic(new Key());
            broken.set(true);
            assertThrows(IllegalStateException.class, () -> unlucky.execute(ran::incrementAndGet));
            assertEquals(List.of(), unlucky.shutdownNow());
            assertTrue(unlucky.isTerminated());
            second.open();
            first.open();
            executor.submit(ran::incrementAndGet).get();
        }
        assertEquals(1, ran.get());
        threads.join();
        threads.assertNothingUncaught();
    }
}

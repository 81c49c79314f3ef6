package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

/** What functions of tests do, and what is asked of an executor afterwards. */
final class Work {

    private Work() {}

    static <T> T spin(T result, int loops) {
        for (int i = 0; i < loops; i++) {
            Thread.onSpinWait();
        }
        return result;
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until nothing of an executor is under way. */
    static void awaitQuiet(MillraceExecutor executor) {
        while (executor.snapshot().inFlight() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Waits until as many series can be opened as there are in all, for ever if one is missing, and checks that there are no more. */
    static void assertAllSeriesFree(MillraceExecutor executor, int all) {
        List<Series> opened = new ArrayList<>();
        // The place of a series that was closed may be taken for a moment longer than anything is under way.
        while (opened.size() < all && !Thread.currentThread().isInterrupted()) {
            try {
                opened.add(executor.newSeries());
            } catch (RejectedExecutionException taken) {
                Thread.yield();
            }
        }
        assertEquals(all, opened.size());
        assertThrows(RejectedExecutionException.class, executor::newSeries);
        opened.forEach(Series::close);
    }
}

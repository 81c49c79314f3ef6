package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Jobs that the device refuses for no reason that lasts. */
class RefusedJobTest {

    /** The window may have moved meanwhile, and nothing else will happen that could make a worker look again. */
    @Test
    void shouldTryOnceMoreAfterARefusalThatIsOutOfDate() throws Exception {
        AtomicInteger left = new AtomicInteger(2);
        CountDownLatch ran = new CountDownLatch(1);
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .device(refusing(payload -> left.getAndDecrement() > 0))
                .build()) {
            executor.newSeries().submit(job(ran::countDown));
            boolean inTime = ran.await(10, TimeUnit.SECONDS);
            if (!inTime) {
                executor.shutdownNow();
            }
            assertTrue(inTime, "the job waits for a window that has moved already");
        }
    }

    @Test
    void shouldNotLetAJobPassOneThatWasRefused() throws Exception {
        AtomicReference<Object> refused = new AtomicReference<>();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        OrderedJob first = job(() -> seen.add("first"));
        OrderedJob second = job(() -> seen.add("second"));
        refused.set(first);
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .device(refusing(payload -> payload == refused.get()))
                .build()) {
            Series series = executor.newSeries();
            series.submit(first);
            series.submit(second);
            executor.submit(() -> {}).get();
            refused.set(null);
            assertFalse(series.trySubmit(job(() -> {})), "jobs wait, so the series has no room");
        }
        assertEquals(List.of("first", "second"), seen);
    }

    private static OrderedJob job(Runnable serial) {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {}

            @Override
            public void serial(Worker worker) {
                serial.run();
            }
        };
    }

    /** The default device, whose queue of series refuses a few times for no reason that lasts. */
    private static Device refusing(Predicate<Object> refuses) {
        return DeviceWithIngress.of((ingress, header, payload) -> {
            boolean isJob = DomainLayout.role(header) == DomainLayout.Role.PARALLEL_PART;
            return isJob && refuses.test(payload) ? Refusal.REORDER_WINDOW : ingress.enqueue(header, payload);
        });
    }
}

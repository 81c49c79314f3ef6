package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks that their submitters run, for want of room, and what they fork while the executor ends. */
class CallersRunConcurrencyTest {

    private static final int ROUNDS = Integer.getInteger("millrace.rounds", 300);

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    @Test
    void shouldEndWhateverACallersTaskIsAboutToFork() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            MillraceExecutor executor = threads.watched(MillraceExecutors.builder()
                    .workers(1)
                    .queueLimit(0)
                    .onRejection(RejectedTaskHandler.callerRuns())
                    .threadFactory(threads)
                    .build());
            CountDownLatch full = new CountDownLatch(1);
            executor.execute(() -> await(full));
            Thread ender = threads.newThread(() -> {
                await(full);
                executor.shutdown();
            });
            ender.start();
            executor.execute(() -> {
                full.countDown();
                new RecursiveAction() {
                    @Override
                    protected void compute() {
                        ran.incrementAndGet();
                    }
                }.fork();
            });
            assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS), executor::toString);
            ender.join();
        }
        assertEquals(ROUNDS, ran.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Refusal;
import io.millrace.core.contract.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that ask for nothing wait in a lane, and turns bring workers to them. */
class TaskLaneTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void shouldTakeNoMoreEntriesThanThereAreWorkers(int workers) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(workers).build()) {
            List<Gate> gates = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                Gate gate = new Gate();
                gates.add(gate);
                executor.execute(gate);
                gate.entered();
            }
            for (int i = 0; i < 10_000; i++) {
                executor.execute(() -> {});
            }
            ExecutorSnapshot full = executor.snapshot();
            gates.forEach(Gate::open);
            assertEquals(workers, full.inFlight());
            assertEquals(10_000, full.backlog());
        }
    }

    /** All workers come, though all tasks were there before the first of them looked. */
    @ParameterizedTest
    @CsvSource({"1,8192", "2,8192", "16,8192", "16,16", "2,1"})
    void shouldRunAsManyTasksAtOnceAsThereAreWorkersAndCredits(int workers, int credits) throws Exception {
        int atOnce = Math.min(workers, credits);
        for (int round = 0; round < 200; round++) {
            CountDownLatch all = new CountDownLatch(atOnce);
            try (TimeLimit limit = TimeLimit.seconds(60);
                    MillraceExecutor executor = MillraceExecutors.builder()
                            .workers(workers)
                            .credits(credits)
                            .build()) {
                for (int i = 0; i < atOnce; i++) {
                    executor.execute(() -> {
                        all.countDown();
                        awaitUninterruptibly(all);
                    });
                }
            }
            assertEquals(0, all.getCount());
        }
    }

    /** Tasks that hand in themselves again never let the lane be empty. */
    @ParameterizedTest
    @CsvSource({"1,1", "1,64", "2,1", "2,64"})
    void shouldLetOthersHaveTheirTurn(int workers, int credits) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger ended = new AtomicInteger();
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(workers)
                        .credits(credits)
                        .build()) {
            for (int i = 0; i < 4; i++) {
                executor.execute(new Runnable() {
                    @Override
                    public void run() {
                        if (!enough.get()) {
                            executor.execute(this);
                        }
                    }
                });
            }
            for (int i = 0; i < 100; i++) {
                executor.atomic("key").submit(ended::incrementAndGet).get();
                executor.priority(7).submit(ended::incrementAndGet).get();
                executor.directed(workers - 1).submit(ended::incrementAndGet).get();
                try (Series series = executor.newSeries()) {
                    executor.ordered(series).submit(ended::incrementAndGet).get();
                }
            }
            enough.set(true);
        }
        assertEquals(400, ended.get());
    }

    /** A turn ends and a task comes, again and again; fewer times where each hand-over waits for a processor. */
    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "2,1", "2,2", "64,2"})
    void shouldLeaveNoTaskBehindWhenTurnsEnd(int workers, int submitters) throws Exception {
        int rounds = 200_000;
        AtomicInteger submitted = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        long begin = System.nanoTime();
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(workers).build()) {
            List<Thread> threads = new ArrayList<>();
            for (int s = 0; s < submitters; s++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < rounds && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10); i++) {
                        submitted.incrementAndGet();
                        AtomicBoolean done = new AtomicBoolean();
                        executor.execute(() -> {
                            ran.incrementAndGet();
                            done.set(true);
                        });
                        for (int looks = 0; !done.get(); looks++) {
                            if (looks < 1_000) {
                                Thread.onSpinWait();
                            } else {
                                Thread.yield();
                            }
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(submitted.get(), ran.get());
        }
    }

    /** Between the refusal for want of a credit and the next try the domain was drained. */
    @Test
    void shouldDropATurnThatComesTooLate() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Runnable task = () -> {};
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            MillraceExecutor executor = MillraceExecutors.builder()
                    .workers(1)
                    .device(DeviceWithIngress.of((ingress, header, payload) ->
                            tries.incrementAndGet() == 1 ? Refusal.NO_CREDIT : Refusal.STOPPED))
                    .build();
            executor.execute(task);
            assertEquals(1, executor.snapshot().backlog(), "the task alone waits");
            assertEquals(List.of(task), executor.shutdownNow());
            assertTrue(executor.awaitTermination(30, TimeUnit.SECONDS));
        }
    }

    /** A submitter whose task was run already holds the end up with a turn that nobody needs, and has to make up for it. */
    @Test
    void shouldEndThoughATurnHeldItUp() throws Exception {
        AtomicReference<MillraceExecutor> opened = new AtomicReference<>();
        AtomicInteger tries = new AtomicInteger();
        Gate gate = new Gate();
        CountDownLatch ran = new CountDownLatch(1);
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            MillraceExecutor executor = MillraceExecutors.builder()
                    .workers(2)
                    .device(DeviceWithIngress.of((ingress, header, payload) -> switch (tries.incrementAndGet()) {
                        case 1 -> ingress.enqueue(header, payload);
                        case 2 -> {
                            gate.open();
                            awaitUninterruptibly(ran);
                            while (opened.get().snapshot().inFlight() > 0) {
                                Thread.yield();
                            }
                            yield Refusal.NO_CREDIT;
                        }
                        default -> {
                            opened.get().shutdown();
                            yield Refusal.STOPPED;
                        }
                    }))
                    .build();
            opened.set(executor);
            executor.execute(gate);
            gate.entered();
            executor.execute(ran::countDown);
            assertTrue(executor.awaitTermination(30, TimeUnit.SECONDS));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    @Test
    void shouldCountWhatHasRunAndNotTurns() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            MillraceExecutor executor = MillraceExecutors.builder().workers(2).build();
            try (executor) {
                for (int i = 0; i < 1_000; i++) {
                    executor.execute(() -> {});
                }
            }
            assertEquals(1_000, executor.snapshot().completed());
            assertTrue(executor.snapshot().backlog() == 0 && executor.snapshot().inFlight() == 0, executor::toString);
        }
    }
}

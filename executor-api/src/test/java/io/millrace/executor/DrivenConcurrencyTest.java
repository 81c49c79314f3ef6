package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.ExactlyOnceChecker.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Several threads submit to driven views, and one drives or several take turns, while they end or not. */
class DrivenConcurrencyTest {

    private static final int SUBMITTERS = 3;
    private static final int TASKS_EACH = 40;
    private static final Duration LONG = Duration.ofDays(1);

    /** How a view is driven. */
    enum Driving {
        NEXT {
            @Override
            void until(DrivenExecutor view, Semaphore wakeUps) throws InterruptedException {
                while (view.driveNext(LONG)) {
                    spin(3);
                }
            }
        },
        SHUTDOWN {
            @Override
            void until(DrivenExecutor view, Semaphore wakeUps) throws InterruptedException {
                view.driveUntilShutdown();
            }
        },
        SIGNAL {
            @Override
            void until(DrivenExecutor view, Semaphore wakeUps) throws InterruptedException {
                while (!view.isTerminated()) {
                    // The end of a view is no task. The thread that ends it in these tests says so.
                    wakeUps.acquire();
                    view.drive(2);
                }
            }
        };

        abstract void until(DrivenExecutor view, Semaphore wakeUps) throws InterruptedException;
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    private record Numbered(int number, ExactlyOnceChecker checker) implements Runnable {
        @Override
        public void run() {
            checker.ended(number, End.RAN);
        }
    }

    /**
     * Each submitter waits for its task before it brings the next, so that the driver sleeps, or is about to, whenever one comes. Where there is one
     * submitter, nobody makes up for a wake-up that is lost.
     */
    @ParameterizedTest
    @CsvSource({"NEXT,1", "NEXT,3", "SHUTDOWN,1", "SHUTDOWN,3", "SIGNAL,1", "SIGNAL,3"})
    void shouldLoseNoWakeUp(Driving driving, int count) throws Exception {
        int rounds = Integer.getInteger("millrace.rounds", 400) * 10;
        try (TimeLimit limit = TimeLimit.seconds(120);
                MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1)) {
            Semaphore wakeUps = new Semaphore(0);
            DrivenExecutor view = executor.driven("ui", own -> wakeUps.release());
            Thread driver = driver(driving, view, wakeUps);
            List<Thread> submitters = new ArrayList<>();
            OrderChecker order = new OrderChecker();
            ExclusivityChecker exclusivity = new ExclusivityChecker();
            for (int s = 0; s < count; s++) {
                SplittableRandom random = new SplittableRandom(s);
                int submitter = s;
                Thread thread = new Thread(() -> {
                    Semaphore ended = new Semaphore(0);
                    for (int i = 0; i < rounds / count; i++) {
                        int number = i;
                        view.execute(() -> {
                            exclusivity.enter("view");
                            order.seen(submitter, number);
                            exclusivity.leave("view");
                            ended.release();
                        });
                        ended.acquireUninterruptibly();
                        spin(random.nextInt(200));
                    }
                });
                thread.start();
                submitters.add(thread);
            }
            for (Thread submitter : submitters) {
                submitter.join();
            }
            view.shutdown();
            wakeUps.release();
            driver.join();
            order.verify();
            exclusivity.verify();
        }
    }

    private static Thread driver(Driving driving, DrivenExecutor view, Semaphore wakeUps) {
        Thread driver = new Thread(() -> {
            try {
                driving.until(view, wakeUps);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        driver.start();
        return driver;
    }

    /** How the view or its executor ends. */
    enum Ending {
        SHUTDOWN,
        SHUTDOWN_NOW,
        VIEW_SHUTDOWN,
        VIEW_SHUTDOWN_NOW
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void shouldEndEveryAcceptedTaskOnce(Ending ending) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(120)) {
            SplittableRandom random = new SplittableRandom(ending.ordinal());
            int rounds = Integer.getInteger("millrace.rounds", 400);
            Phaser phaser = new Phaser(SUBMITTERS + 2);
            Round[] current = new Round[1];
            List<Thread> others = new ArrayList<>();
            for (int s = 0; s <= SUBMITTERS; s++) {
                int first = (s - 1) * TASKS_EACH;
                Thread other = new Thread(() -> {
                    for (int round = 0; round < rounds; round++) {
                        phaser.arriveAndAwaitAdvance();
                        if (first < 0) {
                            current[0].drive();
                        } else {
                            current[0].submitAll(first);
                        }
                        phaser.arriveAndAwaitAdvance();
                    }
                });
                other.start();
                others.add(other);
            }
            for (int round = 0; round < rounds; round++) {
                current[0] = new Round(round);
                phaser.arriveAndAwaitAdvance();
                spin(random.nextInt(20_000));
                List<Runnable> unstarted = current[0].end(ending);
                phaser.arriveAndAwaitAdvance();
                current[0].verify(unstarted);
            }
            for (Thread other : others) {
                other.join();
            }
        }
    }

    private static final class Round {

        private final ExactlyOnceChecker checker = new ExactlyOnceChecker(SUBMITTERS * TASKS_EACH);
        private final MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1);
        private final DrivenExecutor view = executor.driven("ui");
        private final boolean waits;

        Round(int round) {
            waits = round % 2 == 0;
        }

        void drive() {
            try {
                if (waits) {
                    view.driveUntilShutdown();
                } else {
                    while (!view.isTerminated()) {
                        view.drive(3);
                    }
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void submitAll(int first) {
            for (int i = first; i < first + TASKS_EACH; i++) {
                try {
                    view.execute(new Numbered(i, checker));
                } catch (RejectedExecutionException e) {
                    checker.ended(i, End.REJECTED);
                }
            }
        }

        List<Runnable> end(Ending ending) {
            switch (ending) {
                case SHUTDOWN -> executor.shutdown();
                case VIEW_SHUTDOWN -> view.shutdown();
                case SHUTDOWN_NOW -> {
                    return executor.shutdownNow();
                }
                case VIEW_SHUTDOWN_NOW -> {
                    return view.shutdownNow();
                }
            }
            return List.of();
        }

        void verify(List<Runnable> unstarted) throws InterruptedException {
            assertTrue(view.awaitTermination(20, TimeUnit.SECONDS), view::toString);
            executor.shutdown();
            assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS), executor::toString);
            unstarted.forEach(task -> checker.ended(((Numbered) task).number(), End.RETURNED));
            checker.verify();
            assertEquals(0, executor.snapshot().backlog());
            assertEquals(0, executor.snapshot().active());
        }
    }

    /** Who drives changes, and who is refused tries again. What runs sees plain writes of all that ran before. */
    @Test
    void shouldLetOneDriveAtATime() throws Exception {
        int tasks = Integer.getInteger("millrace.rounds", 2000) * 10;
        try (TimeLimit limit = TimeLimit.seconds(120);
                MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1)) {
            DrivenExecutor view = executor.driven("ui");
            int[] count = new int[1];
            AtomicInteger refused = new AtomicInteger();
            List<Thread> drivers = new ArrayList<>();
            for (int d = 0; d < 3; d++) {
                Thread driver = new Thread(() -> {
                    while (!view.isTerminated()) {
                        try {
                            view.drive(5);
                            LockSupport.parkNanos(1);
                        } catch (IllegalStateException another) {
                            refused.incrementAndGet();
                            Thread.yield();
                        }
                    }
                });
                driver.start();
                drivers.add(driver);
            }
            for (int i = 0; i < tasks; i++) {
                view.execute(() -> count[0]++);
            }
            view.shutdown();
            for (Thread driver : drivers) {
                driver.join();
            }
            assertEquals(tasks, count[0]);
            assertEquals(tasks, executor.snapshot().completed());
        }
    }

    /** Interrupts of {@code shutdownNow} reach the task that runs, and never the thread afterwards. */
    @Test
    void shouldKeepItsInterruptsToTheTask() throws Exception {
        int rounds = Integer.getInteger("millrace.rounds", 400);
        try (TimeLimit limit = TimeLimit.seconds(120)) {
            for (int round = 0; round < rounds; round++) {
                MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1);
                DrivenExecutor view = executor.driven("ui");
                for (int i = 0; i < 20; i++) {
                    view.execute(() -> spin(20));
                }
                view.execute(() -> {
                    // Leaves the interrupt as it has come.
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                });
                boolean ofView = round % 2 == 0;
                int pause = round % 97 * 20;
                Thread stopper = new Thread(() -> {
                    spin(pause);
                    if (ofView) {
                        view.shutdownNow();
                    } else {
                        executor.shutdownNow();
                    }
                });
                stopper.start();
                view.driveUntilShutdown();
                assertEquals(false, Thread.interrupted(), "round " + round);
                stopper.join();
                assertEquals(false, Thread.interrupted(), "round " + round);
                executor.close();
            }
        }
    }
}

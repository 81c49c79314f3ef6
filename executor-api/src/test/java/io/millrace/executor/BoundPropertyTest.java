package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.RejectedTaskHandlerTest.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Any sequence of submissions, ends, cancellations and purges does what {@link BoundModel} says. */
class BoundPropertyTest {

    private static final int SUBMIT_OF_TEN = 5;
    private static final int FINISH_OF_TEN = 7;
    private static final int CANCEL_OF_TEN = 9;

    @Property(tries = 300)
    void shouldDoWhatTheModelSays(
            @ForAll Path path,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll @IntRange(min = 0, max = 5) int queueLimit,
            @ForAll boolean discardsOldest,
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 9) Integer> steps)
            throws Exception {
        int atOnce = path == Path.KEY || path == Path.DIRECTED ? 1 : workers;
        BoundModel model = new BoundModel(workers, queueLimit, atOnce, discardsOldest);
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(workers)
                .queueLimit(queueLimit)
                .startOrder(StartOrder.FIFO)
                .onRejection(discardsOldest ? RejectedTaskHandler.discardOldest() : RejectedTaskHandler.discard())
                .build();
        Run run = new Run(path, executor, model);
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            for (int step : steps) {
                run.step(step);
            }
            run.end();
        }
    }

    private static final class Run {

        private final MillraceExecutor executor;
        private final ExecutorService way;
        private final BoundModel model;
        private final boolean isPurged;
        private final List<Future<?>> futures = new ArrayList<>();
        private final Semaphore ends = new Semaphore(0);
        private final AtomicInteger running = new AtomicInteger();

        Run(Path path, MillraceExecutor executor, BoundModel model) {
            this.executor = executor;
            this.model = model;
            isPurged = path == Path.PLAIN || path == Path.KEY;
            way = switch (path) {
                case PLAIN -> executor;
                case KEY -> executor.atomic("key");
                case ORDERED -> executor.ordered(executor.newSeries());
                case DIRECTED -> executor.directed();
                case PRIORITY -> executor.priority(2);
            };
        }

        void step(int step) {
            if (step < SUBMIT_OF_TEN) {
                int task = futures.size();
                futures.add(way.submit(this::work));
                boolean refused = model.submit(task) == BoundModel.Answer.REFUSED;
                if (refused) {
                    assertEquals(true, futures.get(task).isCancelled(), "task " + task);
                }
            } else if (step < FINISH_OF_TEN) {
                if (model.running() > 0) {
                    ends.release();
                    model.finish();
                }
            } else if (step < CANCEL_OF_TEN) {
                int task = futures.size() - 1;
                if (task >= 0 && model.cancel(task)) {
                    futures.get(task).cancel(false);
                }
            } else if (isPurged) {
                executor.purge();
                model.purge();
            }
            settle(() -> executor.placesTaken() == model.places() && running.get() == model.running());
        }

        private void work() {
            running.incrementAndGet();
            ends.acquireUninterruptibly();
            running.decrementAndGet();
        }

        private void settle(BooleanSupplier isSettled) {
            while (!isSettled.getAsBoolean()) {
                Thread.yield();
                if (Thread.interrupted()) {
                    throw new AssertionError("places=" + executor.placesTaken() + ", running=" + running + ", model="
                            + model.places() + ", " + model.running());
                }
            }
        }

        void end() {
            executor.shutdown();
            ends.release(futures.size());
            executor.close();
            assertEquals(model.discarded(), executor.snapshot().discarded());
            assertEquals(0, executor.placesTaken());
            assertEquals(0, executor.keys().size());
            for (int task = 0; task < futures.size(); task++) {
                Future<?> future = futures.get(task);
                assertEquals(true, future.isDone(), "task " + task);
                if (model.isCancelled(task)) {
                    assertEquals(true, future.isCancelled(), "task " + task);
                }
            }
        }
    }
}

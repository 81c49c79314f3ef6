package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.contract.TimeLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Any sequence of submissions, drives, cancellations and ends in one thread does what a queue would do. */
class DrivenPropertyTest {

    private static final int WORKERS = 1;

    @Property(tries = 500)
    void shouldDoWhatAQueueWouldDo(
            @ForAll @IntRange(max = 4) int queueLimit, @ForAll @Size(max = 60) List<@IntRange(max = 19) Integer> steps)
            throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            Run run = new Run(queueLimit);
            for (int step : steps) {
                run.step(step);
            }
            run.end();
        }
    }

    private static final class Run {

        private final MillraceExecutor executor;
        private final DrivenExecutor view;
        private final int places;
        private final Deque<Integer> model = new ArrayDeque<>();
        private final List<Future<?>> futures = new ArrayList<>();
        private final List<Integer> expected = new ArrayList<>();
        private final List<Integer> ran = new ArrayList<>();
        private boolean open = true;
        private long turns;

        /** A limit of 0 is none. */
        Run(int queueLimit) {
            MillraceExecutorBuilder builder = MillraceExecutors.builder().workers(WORKERS);
            executor = (queueLimit == 0 ? builder : builder.queueLimit(queueLimit)).build();
            places = queueLimit == 0 ? Integer.MAX_VALUE : queueLimit + WORKERS;
            view = executor.driven("model");
        }

        void step(int step) throws InterruptedException {
            switch (step) {
                case 0, 1, 2, 3, 4, 5, 6, 7 -> submit();
                case 8, 9 -> drive(Long.MAX_VALUE);
                case 10, 11, 12 -> drive(step - 9);
                case 13, 14 -> assertEquals(take(1) == 1, view.driveNext(Duration.ZERO));
                case 15, 16 -> cancel();
                case 17, 18 -> submitFromATask();
                default -> {
                    open = false;
                    view.shutdown();
                }
            }
            assertEquals(expected, ran);
            assertEquals(model.size(), executor.snapshot().backlog());
            assertEquals(turns, executor.snapshot().completed());
            assertEquals(places == Integer.MAX_VALUE ? 0 : model.size(), executor.placesTaken());
            assertEquals(!open && model.isEmpty(), view.isTerminated());
        }

        private void submit() {
            int number = futures.size();
            if (open && model.size() < places) {
                futures.add(view.submit(() -> ran.add(number)));
                model.add(number);
            } else {
                assertThrows(RejectedExecutionException.class, () -> view.submit(() -> ran.add(number)));
            }
        }

        /** What a task submits waits for the next drive. Where there is a limit, it would matter which tasks have ended by then. */
        private void submitFromATask() {
            if (!open || places != Integer.MAX_VALUE) {
                return;
            }
            int number = futures.size();
            futures.add(view.submit(() -> {
                ran.add(number);
                submit();
            }));
            model.add(number);
        }

        private void drive(long limit) {
            int count = take(limit);
            assertEquals(count, limit == Long.MAX_VALUE ? view.drive() : view.drive((int) limit));
        }

        /** Takes out what is about to run; what that submits comes behind. */
        private int take(long limit) {
            int count = (int) Math.min(limit, model.size());
            for (int i = 0; i < count; i++) {
                int number = model.remove();
                turns++;
                if (!futures.get(number).isCancelled()) {
                    expected.add(number);
                }
            }
            return count;
        }

        private void cancel() {
            Integer last = model.peekLast();
            if (last != null) {
                futures.get(last).cancel(false);
            }
        }

        void end() throws InterruptedException {
            while (!model.isEmpty()) {
                drive(Long.MAX_VALUE);
            }
            executor.shutdown();
            view.driveUntilShutdown();
            executor.close();
            assertEquals(expected, ran);
            assertEquals(turns, executor.snapshot().completed());
        }
    }
}

package io.millrace.executor;

import io.millrace.executor.ExactlyOnceChecker.End;
import io.millrace.executor.Program.Fault;
import io.millrace.executor.Program.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Does what a {@link Program} says and lets the checkers see it. */
final class ProgramRun {

    private final Program program;
    private final MillraceExecutor executor;
    private final List<Series> series = new ArrayList<>();
    private final ExactlyOnceChecker once;
    private final OrderChecker order = new OrderChecker();
    private final ExclusivityChecker exclusivity = new ExclusivityChecker();
    private final List<Future<?>> cancelled = new ArrayList<>();
    private final boolean[] ran;

    ProgramRun(Program program, MillraceExecutor executor) {
        this.program = program;
        this.executor = executor;
        once = new ExactlyOnceChecker(program.steps().size());
        ran = new boolean[program.steps().size()];
        for (int i = 0; i < Program.STREAMS; i++) {
            series.add(executor.newSeries());
        }
    }

    /** Submits everything and closes the executor. */
    void run() throws InterruptedException {
        for (int number = 0; number < program.steps().size(); number++) {
            submit(number, program.steps().get(number));
        }
        executor.close();
        for (int number = 0; number < ran.length; number++) {
            if (program.steps().get(number).isCancelled() && !ran[number]) {
                once.ended(number, End.CANCELLED);
            }
        }
    }

    void verify() {
        once.verify();
        order.verify();
        exclusivity.verify();
        for (Future<?> future : cancelled) {
            if (!future.isDone()) {
                throw new AssertionError("a future was left behind: " + future);
            }
        }
    }

    private void submit(int number, Step step) throws InterruptedException {
        if (step.way() == Program.Way.JOB) {
            series.get(step.stream()).submit(new Job(number, step));
        } else if (step.way() == Program.Way.PUT) {
            series.get(step.stream()).put(new Job(number, step));
        } else if (step.isCancelled()) {
            Future<?> future = view(step).submit(() -> act(number, step));
            future.cancel(true);
            cancelled.add(future);
        } else {
            view(step).execute(() -> act(number, step));
        }
    }

    private ExecutorService view(Step step) {
        return switch (step.way()) {
            case ATOMIC -> executor.atomic(step.stream());
            case ORDERED -> executor.ordered(series.get(step.stream()));
            case PRIORITY -> executor.priority(step.stream());
            case DIRECTED -> executor.directed(step.stream() % program.workers());
            default -> executor;
        };
    }

    private void act(int number, Step step) {
        ran[number] = true;
        once.ended(number, End.RAN);
        if (step.isSerial()) {
            // Directed tasks of two streams may share a worker, which is the stream then.
            Object stream = step.way() == Program.Way.DIRECTED
                    ? "worker-" + step.stream() % program.workers()
                    : (step.isJob() ? "series-" : "key-") + step.stream();
            exclusivity.enter(stream);
            order.seen(stream, number);
            OrderedViewTest.burn(step.work());
            exclusivity.leave(stream);
        } else {
            OrderedViewTest.burn(step.work());
        }
        if (step.fault() == Fault.INTERRUPTS_ITSELF) {
            Thread.currentThread().interrupt();
        } else if (step.fault() == Fault.THROWS) {
            throw new IllegalStateException("planned: number=" + number);
        }
    }

    private final class Job implements OrderedJob {

        private final int number;
        private final Step step;

        Job(int number, Step step) {
            this.number = number;
            this.step = step;
        }

        @Override
        public void parallel(Worker worker, long place) {
            OrderedViewTest.burn(step.work());
            if (step.fault() == Fault.THROWS) {
                throw new IllegalStateException("planned: number=" + number);
            }
        }

        @Override
        public void serial(Worker worker) {
            act(number, step);
        }

        @Override
        public void failed(Throwable failure) {
            act(number, step);
        }
    }
}

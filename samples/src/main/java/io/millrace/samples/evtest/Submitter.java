package io.millrace.samples.evtest;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Hands in tasks in all ways that there are. A thread does so, or a task that hands in others. */
final class Submitter {
    private static final int KINDS = 12;
    private static final int RECENT = 64;
    private static final int PRIORITIES = 8;
    private static final int JOB_FAILS_IN = 20;
    private static final int REOPENS_IN = 500;

    private final ExecutorRound round;
    private final ExecutorPlan plan;
    private final int submitter;
    private final SplittableRandom random;
    private final Jitter jitter;
    private final List<Answered> recent = new ArrayList<>();

    /** A task with its future. */
    private record Answered(Future<?> future, SoakTask task) {}

    /**
     * Creates a submitter.
     *
     * @param submitter its number, or -1 for a task
     */
    Submitter(ExecutorRound round, int submitter, SplittableRandom random) {
        this.round = round;
        this.plan = round.plan;
        this.submitter = submitter;
        this.random = random;
        jitter = new Jitter(random.split(), plan.mood);
    }

    void run() throws InterruptedException {
        while (!round.isOver() && submitOne()) {
            jitter.pause();
            if (plan.cancels && !recent.isEmpty() && random.nextInt(10) == 0) {
                cancel(recent.get(random.nextInt(recent.size())));
            }
            if (plan.reopens && random.nextInt(REOPENS_IN) == 0) {
                round.reopen(random.nextInt(plan.openSeries));
            }
        }
    }

    /** Hands in a task. Returns whether there may be more. */
    boolean submitOne() {
        int number = round.ledger.open();
        if (number < 0) {
            return false;
        }
        try {
            submit(number);
        } catch (RejectedExecutionException rejected) {
            round.ledger.enter(number, Ledger.End.REJECTED);
        } catch (InterruptedException shutdownNow) {
            round.ledger.enter(number, Ledger.End.REJECTED);
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private void submit(int number) throws InterruptedException {
        switch (random.nextInt(KINDS)) {
            case 0, 1, 2 -> hand(round.executor, number, round.plain());
            case 3, 4, 5 -> {
                int key = random.nextInt(plan.keys);
                hand(round.executor.atomic("key " + key), number, round.keyed(key));
            }
            case 6 -> {
                int worker = random.nextInt(plan.workers);
                hand(round.executor.directed(worker), number, round.directed(worker));
            }
            case 7 -> hand(round.executor.priority(random.nextInt(PRIORITIES)), number, null);
            case 8 -> hand(round.executor.ordered(series().series()), number, null);
            default -> job(number);
        }
    }

    private SoakSeries series() {
        return round.series(random.nextInt(plan.openSeries));
    }

    private void hand(ExecutorService way, int number, @Nullable SerialStream stream) {
        boolean isAnswered = random.nextBoolean();
        SoakTask task = new SoakTask(round, number, submitter, stream, isAnswered);
        if (isAnswered) {
            Future<?> future = way.submit((Callable<Integer>) task);
            round.submitted(future, task);
            recent.add(new Answered(future, task));
            if (recent.size() > RECENT) {
                recent.remove(0);
            }
        } else {
            way.execute(task);
        }
    }

    private void cancel(Answered answered) {
        answered.task().isTarget = true;
        if (answered.future().cancel(random.nextBoolean())) {
            round.ledger.enter(answered.task().number(), Ledger.End.CANCELLED);
        }
    }

    private void job(int number) throws InterruptedException {
        SoakSeries series = series();
        SoakJob job = new SoakJob(round, series, number, submitter, plan.faults && random.nextInt(JOB_FAILS_IN) == 0);
        // The failures and interrupts of a job that its submitter runs would be the submitter's.
        boolean mayInvoke = submitter >= 0 && !plan.faults;
        if (mayInvoke && random.nextInt(4) == 0) {
            series.series().invoke(job);
        } else if (plan.puts && random.nextBoolean()) {
            series.series().put(job);
        } else if (random.nextInt(4) != 0) {
            series.series().submit(job);
        } else if (!series.series().trySubmit(job)) {
            round.ledger.enter(number, Ledger.End.REJECTED);
        }
    }
}

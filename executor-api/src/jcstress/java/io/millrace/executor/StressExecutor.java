package io.millrace.executor;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An executor of one worker, or two, whose threads never start: an actor is the worker, when it calls {@link #work()}. A
 * worker retires as soon as it finds nothing.
 */
final class StressExecutor {

    private static final Device DEVICE = Devices.find(Devices.DEFAULT_NAME);

    final MillraceExecutor executor;

    private final Queue<Runnable> loops = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();

    /** Whether a job has its turn. */
    private volatile boolean inside;

    /** Whether two jobs had their turns at once or one place, or one ran after the end. */
    private volatile boolean disorder;

    private final AtomicInteger places = new AtomicInteger();

    StressExecutor(int credits, int reorderWindow) {
        this(1, credits, reorderWindow);
    }

    StressExecutor(int workers, int credits, int reorderWindow) {
        executor = MillraceExecutors.builder()
                .name("stress")
                .device(DEVICE)
                .workers(workers)
                .credits(credits)
                .reorderWindow(reorderWindow)
                .seriesLimit(1)
                .keepAlive(Duration.ZERO)
                .threadFactory(this::unstarted)
                .build();
    }

    private Thread unstarted(Runnable loop) {
        return new Thread(loop) {
            @Override
            public void start() {
                loops.add(loop);
            }
        };
    }

    /** Runs the worker for as long as somebody has asked for one. */
    void work() {
        while (!loops.isEmpty()) {
            workOnce();
        }
        // Of tasks that were stopped; the thread belongs to the harness.
        Thread.interrupted();
    }

    /** Is one of the workers that somebody has asked for, until it retires. */
    void workOnce() {
        Runnable loop = loops.poll();
        if (loop != null) {
            loop.run();
        }
    }

    /** Returns how many threads have been asked for and have not worked yet. */
    int startedWorkers() {
        return loops.size();
    }

    boolean submit() {
        return accepts(() -> executor.execute(ran::incrementAndGet));
    }

    /** Submits a task that enters the device as it is, or waits for a credit. */
    boolean submitEntry() {
        return accepts(() -> executor.priority(4).execute(ran::incrementAndGet));
    }

    boolean submitToKey() {
        return accepts(() -> executor.atomic("key").execute(ran::incrementAndGet));
    }

    boolean submitTo(Series series) {
        return accepts(() -> series.submit(job()));
    }

    /** Invokes a job and waits for its end. */
    boolean invokeIn(Series series) {
        return accepts(() -> {
            try {
                series.invoke(job());
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        });
    }

    OrderedJob job() {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {
                int bit = 1 << place;
                boolean isTaken = (places.getAndUpdate(before -> before | bit) & bit) != 0;
                if (isTaken || executor.isTerminated()) {
                    disorder = true;
                }
            }

            @Override
            public void serial(Worker worker) {
                if (inside) {
                    disorder = true;
                }
                inside = true;
                ran.incrementAndGet();
                inside = false;
            }

            @Override
            public void abandoned() {
                abandoned.incrementAndGet();
            }
        };
    }

    boolean canOpenSeries() {
        return accepts(executor::newSeries);
    }

    static boolean accepts(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    int ran() {
        return ran.get();
    }

    /** Returns whether two jobs had their turns at once or one place, or one ran after the end. */
    boolean sawDisorder() {
        return disorder;
    }

    /** Returns how many jobs were told that they will not run. */
    int abandoned() {
        return abandoned.get();
    }

    boolean isTerminated() {
        return executor.isTerminated();
    }
}

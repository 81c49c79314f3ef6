package io.millrace.samples.evtest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets a planted fault show: the first entry of all stays at the step that was spoilt until a later one of its flow has passed it, or until the run has failed.
 * With a fault that stays hidden nevertheless, it goes on after a while.
 */
final class LingeringBody implements Body {
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Body usual;
    private final Path path;
    private final int spoiltStep;
    private final BooleanSupplier isOver;
    private volatile boolean passed;

    /**
     * Creates the body of all workers of a run.
     *
     * @param usual the work on all other entries
     * @param path the path of the first entry
     * @param spoiltStep the step where it stays
     * @param isOver whether the run has failed
     */
    LingeringBody(Body usual, Path path, int spoiltStep, BooleanSupplier isOver) {
        this.usual = usual;
        this.path = path;
        this.spoiltStep = spoiltStep;
        this.isOver = isOver;
    }

    @Override
    public void work(Cargo cargo, int step) {
        boolean first = cargo.producer() == 0 && cargo.number() == 0;
        if (first && step == spoiltStep) {
            linger();
            return;
        }
        // The first entry has flow 0.
        if (!first && cargo.producer() == 0 && cargo.flow() == 0 && step > spoiltStep && path.isOrdered(step)) {
            passed = true;
        }
        usual.work(cargo, step);
    }

    private void linger() {
        long begin = System.nanoTime();
        while (!passed && !isOver.getAsBoolean() && System.nanoTime() - begin < PATIENCE_NANOS) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}

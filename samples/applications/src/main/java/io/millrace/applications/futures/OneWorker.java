package io.millrace.applications.futures;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.concurrent.CompletableFuture;

/**
 * The main class of a JVM with one worker, whose exit status says whether the two stages ended. It is a JVM of its own
 * because the default pool takes its size from a system property, and because stages that hang would stay.
 */
final class OneWorker {

    static final int FINISHED = 0;
    static final int HUNG = 3;

    private OneWorker() {}

    /**
     * Runs the two stages.
     *
     * @param arguments the {@link Pool}, and the limit in milliseconds
     */
    public static void main(String[] arguments) throws InterruptedException {
        Pool pool = Pool.valueOf(arguments[0]);
        boolean finished = pool.finishes(Long.parseLong(arguments[1]));
        // Stages that hang on a worker would keep the JVM alive.
        Runtime.getRuntime().halt(finished ? FINISHED : HUNG);
    }

    /** Where the stages run. */
    enum Pool {
        /** Where {@link CompletableFuture} runs them by default. */
        JDK {
            @Override
            boolean finishes(long limitMillis) throws InterruptedException {
                return TwoStages.finish(stage -> new CompletableFuture<Boolean>().completeAsync(stage), limitMillis);
            }
        },
        /** A work-stealing pool of Millrace with one worker. */
        MILLRACE {
            @Override
            boolean finishes(long limitMillis) throws InterruptedException {
                MillraceExecutor executor = MillraceExecutors.newWorkStealingPool(1);
                return TwoStages.finish(stage -> CompletableFuture.supplyAsync(stage, executor), limitMillis);
            }
        };

        abstract boolean finishes(long limitMillis) throws InterruptedException;
    }
}

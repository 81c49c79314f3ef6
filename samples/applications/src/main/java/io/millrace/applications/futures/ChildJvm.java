package io.millrace.applications.futures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs {@link OneWorker} in a JVM of its own, of the kind that runs this one. */
final class ChildJvm {

    private static final long LIMIT_SECONDS = 60;

    private ChildJvm() {}

    /** Returns whether the two stages finished there. */
    static boolean finishes(OneWorker.Pool pool, long limitMillis) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneWorker.class.getName(),
                        pool.name(),
                        Long.toString(limitMillis))
                .inheritIO()
                .start();
        try {
            if (!child.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the child JVM does not end: seconds=" + LIMIT_SECONDS);
            }
        } finally {
            child.destroyForcibly();
        }
        return switch (child.exitValue()) {
            case OneWorker.FINISHED -> true;
            case OneWorker.HUNG -> false;
            default -> throw new IOException("the child JVM failed: exitStatus=" + child.exitValue());
        };
    }
}

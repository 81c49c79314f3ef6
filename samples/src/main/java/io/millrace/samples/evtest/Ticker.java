package io.millrace.samples.evtest;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** Says now and then how far a long run is. Used by one thread. */
final class Ticker {
    private static final long NANOS_PER_LINE = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter err;
    private final LongFunction<String> words;
    private long last = System.nanoTime();

    /** Creates a ticker that says in such words how far it has counted. */
    Ticker(PrintWriter err, LongFunction<String> words) {
        this.err = err;
        this.words = words;
    }

    void tick(long count) {
        if (System.nanoTime() - last > NANOS_PER_LINE) {
            last = System.nanoTime();
            say(words.apply(count));
        }
    }

    void say(String text) {
        err.println(text);
        err.flush();
    }
}

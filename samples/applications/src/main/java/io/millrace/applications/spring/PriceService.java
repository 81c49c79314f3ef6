package io.millrace.applications.spring;

import io.millrace.applications.Witness;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;

/** A service that takes its time, so its callers do not wait for it. */
public class PriceService {

    private static final int PATHS = 1000;

    /** For Spring. */
    public PriceService() {}

    /** Returns at once; the price comes later. */
    @Async
    public CompletableFuture<Double> price(int article, Witness witness) {
        witness.note();
        return CompletableFuture.completedFuture(computed(article));
    }

    /** Computes a price on the calling thread: the mean of some random paths, the same ones for an article each time. */
    static double computed(int article) {
        Random random = new Random(article);
        double sum = 0;
        for (int path = 0; path < PATHS; path++) {
            sum += Math.exp(random.nextGaussian() / 4);
        }
        return sum / PATHS;
    }
}

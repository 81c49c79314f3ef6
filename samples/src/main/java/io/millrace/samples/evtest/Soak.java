package io.millrace.samples.evtest;

import io.millrace.core.ConfigurationException;
import io.millrace.core.Devices;
import java.io.PrintWriter;
import java.util.Formatter;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Random rounds one after the other, on the device and through the executor in turn. A round is made from a seed alone; the first one from the seed that the soak
 * was given, so the seed of a round that failed, given to a soak, has it first.
 */
final class Soak {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final String device;
    private final long firstSeed;
    private final boolean repeat;
    private final PrintWriter err;
    private final Ticker ticker;
    private final long[] checked = new long[Promise.values().length];
    private long rounds;
    private long refused;

    /** One round: made from a seed, run once. */
    interface Round {

        /** Runs to the end; throws {@link BrokenPromise} if a check fails. */
        void run(Ticker ticker) throws InterruptedException;

        /** How often a promise was found kept. */
        long checked(Promise promise);
    }

    /**
     * Creates a soak.
     *
     * @param repeat whether every round has the first seed
     * @param err where to tell how far it is
     */
    Soak(String device, long firstSeed, boolean repeat, PrintWriter err) {
        this.device = device;
        this.firstSeed = firstSeed;
        this.repeat = repeat;
        this.err = err;
        ticker = new Ticker(
                err, count -> "soak: rounds=" + rounds + ", entries=" + (checked[Promise.ONCE.ordinal()] + count));
    }

    /** Runs for so long, and one round at least; returns the totals. */
    String run(long millis) throws InterruptedException {
        long begin = System.nanoTime();
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        err.println("soak: seed=" + firstSeed);
        err.flush();
        SplittableRandom seeds = new SplittableRandom(firstSeed);
        long seed = firstSeed;
        do {
            runRound(seed);
            rounds++;
            if (!repeat) {
                // The lowest bit says which kind of round it is.
                seed = (seeds.nextLong(Long.MAX_VALUE >> 1) << 1) | ((seed + 1) & 1);
            }
        } while (System.nanoTime() - begin < nanos);
        return totals((System.nanoTime() - begin) / NANOS_PER_MINUTE);
    }

    private void runRound(long seed) throws InterruptedException {
        String plan = "";
        try {
            Round round;
            if ((seed & 1) == 0) {
                DevicePlan devicePlan = new DevicePlan(seed);
                plan = devicePlan.toString();
                round = new DeviceRound(devicePlan, Devices.find(device));
            } else {
                ExecutorPlan executorPlan = new ExecutorPlan(seed);
                plan = executorPlan.toString();
                round = new ExecutorRound(executorPlan, device);
            }
            round.run(ticker);
            for (Promise promise : Promise.values()) {
                checked[promise.ordinal()] += round.checked(promise);
            }
        } catch (ConfigurationException wanting) {
            if (refused++ == 0) {
                err.println("soak: leaving out what the device cannot have, for instance: " + wanting.getMessage());
            }
        } catch (RuntimeException | Error failure) {
            BrokenPromise broken = failure instanceof BrokenPromise promise ? promise : new BrokenPromise(failure);
            broken.printStackTrace(err);
            err.println(plan);
            throw new BrokenPromise(broken, "round=" + rounds + ", run again with --soak 1 --repeat --seed " + seed);
        }
    }

    private String totals(double minutes) {
        Formatter text = new Formatter(Locale.ROOT);
        text.format("soak of %.1f minutes from seed %d kept all promises%n%n", minutes, firstSeed);
        text.format("rounds       %,15d%n", rounds);
        if (refused > 0) {
            text.format("left out     %,15d%n", refused);
        }
        for (Promise promise : Promise.values()) {
            if (checked[promise.ordinal()] > 0) {
                text.format("%-12s %,15d%n", promise.label(), checked[promise.ordinal()]);
            }
        }
        return text.toString();
    }
}

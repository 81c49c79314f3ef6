package io.millrace.device.simulated;

import io.millrace.core.Device;
import java.util.Locale;

/** Runs each protocol with as many seeds as are asked for, and says how far it has come. Arguments: how many seeds of each, and the first one. */
final class ProtocolSoak {

    private static final int REPORTED = 10_000;

    private ProtocolSoak() {}

    private static long run(Protocols protocol, Device device, long seed) {
        Strategy strategy = Strategy.values()[(int) Math.floorMod(seed, (long) Strategy.values().length)];
        if (!ContinuationScheduler.isThere()) {
            long[] steps = new long[1];
            Exploration.ofSeeds(1).from(seed).with(strategy).check(simulation -> {
                protocol.run(device);
                steps[0] = simulation.steps();
            });
            return steps[0];
        }
        ContinuationScheduler scheduler = new ContinuationScheduler(strategy.decisions(seed));
        try {
            scheduler.runToItsEnd(() -> protocol.run(device));
        } catch (Throwable failure) {
            throw new AssertionError(
                    "failed: protocol=" + protocol + ", strategy=" + strategy + ", seed=" + seed + ", "
                            + scheduler.trace(),
                    failure);
        }
        return scheduler.steps();
    }

    public static void main(String[] arguments) {
        long seeds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000;
        long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
        Device device = WovenDevice.load();
        System.out.println("threads: "
                + (ContinuationScheduler.isThere()
                        ? "continuations"
                        : "those of the system, which takes ten times as long"));
        long[] steps = new long[1];
        long runs = 0;
        long begin = System.nanoTime();
        for (long done = 0; done < seeds; done += REPORTED) {
            for (Protocols protocol : Protocols.values()) {
                for (long seed = first + done; seed < first + Math.min(seeds, done + REPORTED); seed++) {
                    steps[0] += run(protocol, device, seed);
                    runs++;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d runs, %,d steps, %d s, no failure%n",
                    runs,
                    steps[0],
                    (System.nanoTime() - begin) / 1_000_000_000);
        }
    }
}

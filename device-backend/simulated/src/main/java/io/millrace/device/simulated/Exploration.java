package io.millrace.device.simulated;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same code in many simulations, and shows the first that fails with as little in it as was found to be needed.
 *
 * <p>The code makes what it needs anew each time, and depends on nothing else that changes: no clock of the system, no chance of its own, no set that is ordered by
 * {@code hashCode} of {@code Object}.
 *
 * <p><b>Threading.</b> Immutable; each check runs in the thread that calls it, and any number may run at once.
 */
public final class Exploration {

    /** How often a failing trace is tried with less in it. */
    private static final int SHRINKING_TRIES = 500;

    private static final int NO_LIMIT = -1;
    private static final String RUN = ".run(simulation -> ...)";

    /** The packages of libraries whose checks throw what the code that calls them has failed by. */
    private static final List<String> CHECKS =
            List.of("org.junit.", "org.opentest4j.", "org.assertj.", "org.hamcrest.", "java.");

    private final long firstSeed;
    private final long runs;
    private final List<Strategy> strategies;

    /** How many decisions may differ from the plainest; {@link #NO_LIMIT} if seeds decide. */
    private final int deviations;

    private final Faults faults;

    private Exploration(long firstSeed, long runs, List<Strategy> strategies, int deviations, Faults faults) {
        this.firstSeed = firstSeed;
        this.runs = runs;
        this.strategies = strategies;
        this.deviations = deviations;
        this.faults = faults;
    }

    /** Returns one of so many seeds, from 0 on, with all strategies in turn. */
    public static Exploration ofSeeds(long count) {
        requirePositive("count", count);
        return new Exploration(0, count, List.of(Strategy.values()), NO_LIMIT, Faults.none());
    }

    /**
     * Returns one of every run in which at most so many times another thread goes on than the plainest choice, as long as these are not more than so many runs. What
     * else there is to decide is decided for the plainest: no task takes time, no wake-up is late. For small cases: the runs are about as many as the
     * decisions of one, to the power of the deviations.
     */
    public static Exploration exhaustive(int deviations, long atMostRuns) {
        if (deviations < 0) {
            throw new IllegalArgumentException("deviations below 0: deviations=" + deviations);
        }
        requirePositive("atMostRuns", atMostRuns);
        return new Exploration(0, atMostRuns, List.of(), deviations, Faults.none());
    }

    private static void requirePositive(String figure, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("figure below 1: " + figure + "=" + value);
        }
    }

    /**
     * Returns one whose seeds begin with another.
     *
     * @throws IllegalStateException if it has no seeds, being exhaustive
     */
    public Exploration from(long seed) {
        requireSeeds();
        return new Exploration(seed, runs, strategies, deviations, faults);
    }

    /**
     * Returns one with other strategies, which seeds take in turn.
     *
     * @throws IllegalStateException if it has no seeds, being exhaustive
     */
    public Exploration with(Strategy... others) {
        requireSeeds();
        if (others.length == 0) {
            throw new IllegalArgumentException("no strategy, expected one of " + Arrays.toString(Strategy.values()));
        }
        return new Exploration(firstSeed, runs, List.of(others), deviations, faults);
    }

    private void requireSeeds() {
        if (deviations != NO_LIMIT) {
            throw new IllegalStateException(
                    "an exhaustive exploration tries all there is and has no seed or strategy, use ofSeeds(n)");
        }
    }

    /**
     * Returns one in which other things fail.
     *
     * @throws IllegalArgumentException if it is exhaustive and something is to fail by chance, which it leaves out
     */
    public Exploration withFaults(Faults others) {
        if (deviations != NO_LIMIT && others.anyByChance()) {
            throw new IllegalArgumentException(
                    "an exhaustive exploration leaves nothing to chance, plan faults by at(fault, occasion): "
                            + others);
        }
        return new Exploration(firstSeed, runs, strategies, deviations, others);
    }

    /** What is run in each simulation. */
    @FunctionalInterface
    public interface Trial {

        /**
         * Runs.
         *
         * @param simulation the one that it runs in
         * @throws Exception if it fails
         */
        void run(Simulation simulation) throws Exception;
    }

    /**
     * Runs something in each simulation. What fails in a thread that is interrupted is not tried again.
     *
     * @return how many there were
     * @throws SimulationFailure if it throws in one
     */
    public long check(Trial trial) {
        Objects.requireNonNull(trial, "trial");
        return deviations == NO_LIMIT ? checkSeeds(trial) : checkAll(trial);
    }

    private long checkSeeds(Trial trial) {
        for (long i = 0; i < runs; i++) {
            long seed = firstSeed + i;
            Strategy strategy = strategies.get((int) (i % strategies.size()));
            Simulation simulation = Simulation.of(strategy, seed).withFaults(faults);
            Throwable failure = failureOf(simulation, trial);
            if (failure != null) {
                throw explained(simulation, failure, trial, "Simulation.of(Strategy." + strategy + ", " + seed + "L)");
            }
        }
        return runs;
    }

    private long checkAll(Trial trial) {
        Deque<Trace> untried = new ArrayDeque<>(List.of(Trace.PLAIN));
        long done = 0;
        while (!untried.isEmpty() && done < runs) {
            Trace trace = untried.pop();
            Choices choices = new Choices(trace, trace.size() < deviations);
            Simulation simulation = Simulation.decidedBy("decisions=" + trace.size(), () -> choices)
                    .withFaults(faults);
            Throwable failure = failureOf(simulation, trial);
            if (failure != null) {
                throw explained(simulation, failure, trial, replayOf(trace));
            }
            done++;
            choices.others().forEach(untried::push);
        }
        return done;
    }

    private static @Nullable Throwable failureOf(Simulation simulation, Trial trial) {
        try {
            simulation.run(trial);
            return null;
        } catch (StackOverflowError failure) {
            return failure;
        } catch (VirtualMachineError noFailureOfTheTrial) {
            throw noFailureOfTheTrial;
        } catch (Throwable failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return failure;
        }
    }

    private SimulationFailure explained(Simulation failed, Throwable failure, Trial trial, String same) {
        Trace found = failed.trace();
        boolean interrupted = Thread.currentThread().isInterrupted();
        boolean again = !interrupted && failsAlike(found, failure, trial);
        Trace fewest = again
                ? new TraceShrinker(trace -> failsAlike(trace, failure, trial), SHRINKING_TRIES).shrink(found)
                : found;
        Simulation last = Simulation.replaying(fewest).withFaults(faults);
        if (again) {
            failureOf(last, trial);
        }
        String hint = again
                ? "\n  with less in it (" + fewest.size() + " of " + found.size() + " decisions): " + replayOf(fewest)
                        + faultsCode() + RUN
                : interrupted
                        ? "\n  it was not tried again, since the thread was interrupted"
                        : "\n  it did not fail again with the same decisions: "
                                + failed.inexactness().orElse("the code depends on something else that changes");
        return new SimulationFailure(
                "failed in " + failed + ": " + failure + "\n  the same again: " + same + faultsCode() + RUN + hint
                        + "\n" + (again ? last : failed).picture().ending(),
                failure,
                fewest,
                (again ? last : failed).picture(),
                again);
    }

    private String faultsCode() {
        return !faults.any() ? "" : ".withFaults(" + faults.code() + ")";
    }

    private static String replayOf(Trace trace) {
        return "Simulation.replaying(Trace.parse(\"" + trace + "\"))";
    }

    private boolean failsAlike(Trace trace, Throwable failure, Trial trial) {
        Throwable other = failureOf(Simulation.replaying(trace).withFaults(faults), trial);
        return other != null && other.getClass() == failure.getClass() && Objects.equals(place(other), place(failure));
    }

    /** Returns where a failure was thrown, or the check that threw it was called; null if unknown. */
    private static @Nullable StackTraceElement place(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> CHECKS.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst()
                .orElse(null);
    }
}

package io.millrace.testkit;

import io.millrace.device.simulated.Exploration;
import io.millrace.device.simulated.Exploration.Trial;
import io.millrace.device.simulated.Simulation;
import io.millrace.device.simulated.SimulationFailure;
import io.millrace.device.simulated.Strategy;
import io.millrace.device.simulated.Trace;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** The runs of a {@link SimulatedTest}. Used by one thread. */
final class SimulatedRuns {

    private final SimulatedTest wanted;
    private final Trial trial;

    /** How many seeds there were before one failed. */
    private long passed;

    /** Whether one has failed: what is run from then on is run to have less in it. */
    private boolean failed;

    private long leftOut;
    private @Nullable TestAbortedException assumption;

    SimulatedRuns(SimulatedTest wanted, Trial trial) {
        this.wanted = wanted;
        this.trial = trial;
    }

    /**
     * Runs all that is wanted.
     *
     * @throws Exception if a run that is wanted again fails
     */
    void check() throws Exception {
        if (wanted.trace().isEmpty()) {
            checkSeeds();
        } else {
            Simulation.replaying(Trace.parse(wanted.trace())).run(trial);
        }
    }

    private void checkSeeds() {
        Exploration exploration = Exploration.ofSeeds(wanted.seeds()).from(wanted.from());
        Strategy[] strategies = wanted.strategies();
        try {
            (strategies.length == 0 ? exploration : exploration.with(strategies)).check(this::run);
        } catch (SimulationFailure failure) {
            throw new AssertionError(failure.getMessage() + "\n" + again(failure), failure.getCause());
        }
        if (assumption != null && leftOut == wanted.seeds()) {
            throw assumption;
        }
    }

    private void run(Simulation simulation) throws Exception {
        try {
            trial.run(simulation);
        } catch (TestAbortedException aborted) {
            assumption = aborted;
            leftOut++;
        } catch (Throwable failure) {
            failed = true;
            throw failure;
        }
        if (!failed) {
            passed++;
        }
    }

    /** Tells how the same method has the same run again, and one with less in it. */
    private String again(SimulationFailure failure) {
        Strategy[] strategies = wanted.strategies().length == 0 ? Strategy.values() : wanted.strategies();
        String same = "  the same again in this test: @SimulatedTest(seeds = 1, from = " + (wanted.from() + passed)
                + ", strategies = Strategy." + strategies[(int) (passed % strategies.length)] + ")";
        return failure.isRepeatable()
                ? same + "\n  with less in it in this test: @SimulatedTest(trace = \"" + failure.trace() + "\")"
                : same;
    }
}

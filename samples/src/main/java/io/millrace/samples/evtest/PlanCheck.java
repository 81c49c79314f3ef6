package io.millrace.samples.evtest;

import io.millrace.core.SchedulingType;
import io.millrace.samples.CommandException;
import io.millrace.samples.OptionRange;

/** Refuses plans that cannot be run, and those that would prove nothing. */
final class PlanCheck {
    private static final int THREAD_LIMIT = 1000;
    private static final int BURST_LIMIT = 1024;
    private static final int CREDIT_LIMIT = 1 << 20;
    private static final int FLOW_LIMIT = 1 << 20;
    private static final int ENTRY_LIMIT = 1_000_000_000;
    private static final int STAGE_LIMIT = 64;

    /** Checks keep a few longs for each pair of flow and thread, for each stage. */
    private static final long PAIR_LIMIT = 1 << 24;

    private final RunPlan plan;

    private PlanCheck(RunPlan plan) {
        this.plan = plan;
    }

    static void check(RunPlan plan) throws CommandException {
        PlanCheck check = new PlanCheck(plan);
        check.requireRanges();
        check.requireServed();
        Path path = new QueueForm(plan).topology().path(0);
        check.requireTested(path);
        Plant fault = plan.plant();
        if (fault != null && fault.spoilsQueues()) {
            check.requireVisible(path);
        }
    }

    private void requireRanges() throws CommandException {
        OptionRange.require("--stages, how many,", plan.stages().size(), 1, STAGE_LIMIT);
        OptionRange.require("--flows", plan.flows(), 1, FLOW_LIMIT);
        OptionRange.require("--entries", plan.entries(), 1, ENTRY_LIMIT);
        OptionRange.require("--workers", plan.workers(), 1, THREAD_LIMIT);
        OptionRange.require("--producers", plan.producers(), 1, THREAD_LIMIT);
        OptionRange.require("--burst", plan.burst(), 1, BURST_LIMIT);
        OptionRange.require("--credits", plan.credits(), 1, CREDIT_LIMIT);
        long pairs = (long) plan.stages().size() * plan.flows() * (plan.ports() + plan.producers());
        OptionRange.require("--flows times stages and threads", pairs, 1, PAIR_LIMIT);
    }

    /** A directed queue has one port. */
    private void requireServed() throws CommandException {
        if (plan.needsOneWorker() && plan.workers() != 1) {
            throw CommandException.usage("expected a directed stage only as the last of several, or --workers 1, found "
                    + RunPlan.words(plan.stages()) + " and " + plan.workers() + " workers");
        }
    }

    private void requireTested(Path path) throws CommandException {
        switch (plan.test()) {
            case ORDER ->
                require(
                        hasOrderRestored(path),
                        "an ordered stage, an atomic or directed one behind it, and no unordered one before that,");
            case ATOMIC -> require(plan.stages().contains(SchedulingType.ATOMIC), "an atomic stage");
            case PERF -> {}
            case PIPELINE -> require(plan.hasConsumer(), "several stages, the last one directed,");
        }
    }

    private void require(boolean holds, String expected) throws CommandException {
        if (!holds) {
            throw CommandException.usage(
                    "expected " + expected + " for " + plan.test() + ", found " + RunPlan.words(plan.stages()));
        }
    }

    private static boolean hasOrderRestored(Path path) {
        boolean restored = false;
        for (int step = 0; step < path.length(); step++) {
            if (restored && path.isOrdered(step)) {
                return true;
            }
            restored |= path.type(step) == SchedulingType.ORDERED;
        }
        return false;
    }

    /** A fault that nobody can see would make the checks look blind. */
    private void requireVisible(Path path) throws CommandException {
        if (plan.spoiltStage(path) < 0) {
            throw CommandException.usage(
                    "expected a stage that the fault spoils and whose order or flows are checked, found "
                            + RunPlan.words(plan.stages()));
        }
        if (plan.workers() < 2 || plan.credits() < 2 || plan.entriesOf(0) <= plan.flows()) {
            throw CommandException.usage(
                    "expected two workers, two credits and a producer with more entries than flows for the fault, found"
                            + " workers=" + plan.workers() + ", credits=" + plan.credits() + ", entries="
                            + plan.entriesOf(0) + ", flows=" + plan.flows());
        }
    }
}

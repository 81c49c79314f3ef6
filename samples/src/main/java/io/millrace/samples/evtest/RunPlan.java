package io.millrace.samples.evtest;

import io.millrace.core.SchedulingType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run of one test is to be.
 *
 * @param test what is tested
 * @param stages the chain of queues
 * @param flows flows
 * @param entries entries of all producers
 * @param workers ports that serve the stages, the consumer of a directed last stage not among them
 * @param producers threads that bring entries
 * @param burst entries of one call
 * @param latency whether to measure how long entries take
 * @param credits the credit limit
 * @param seed decides how long the work on entries takes
 * @param plant the fault to be planted
 */
record RunPlan(
        Test test,
        List<SchedulingType> stages,
        int flows,
        int entries,
        int workers,
        int producers,
        int burst,
        boolean latency,
        int credits,
        long seed,
        @Nullable Plant plant) {

    /** What is tested, and the chain that does so unless another is asked for. */
    enum Test {
        /** Order restored after parallel work of unequal length. */
        ORDER,
        /** Atomic flows held by one worker at a time. */
        ATOMIC,
        /** As fast as it goes. */
        PERF,
        /** Through all stages to a consumer with a thread of its own. */
        PIPELINE;

        List<SchedulingType> usualStages() {
            return switch (this) {
                case ORDER -> List.of(SchedulingType.ORDERED, SchedulingType.ATOMIC);
                case ATOMIC -> List.of(SchedulingType.ATOMIC, SchedulingType.ATOMIC);
                case PERF -> List.of(SchedulingType.UNORDERED);
                case PIPELINE -> List.of(SchedulingType.ATOMIC, SchedulingType.ORDERED, SchedulingType.DIRECTED);
            };
        }

        /** What it is called on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether entries are worked on, for unequal times. */
        boolean hasWork() {
            return this == ORDER || this == ATOMIC;
        }
    }

    /** How many entries a producer brings. */
    int entriesOf(int producer) {
        return entries / producers + (producer < entries % producers ? 1 : 0);
    }

    /** Whether the last stage has a port and a thread of its own. */
    boolean hasConsumer() {
        return stages.size() > 1 && stages.get(stages.size() - 1) == SchedulingType.DIRECTED;
    }

    /** Whether a directed stage is served by the workers. */
    boolean needsOneWorker() {
        return needsOneWorker(stages);
    }

    /** Whether a directed stage of a chain would be served by the workers, of which there can be only one then. */
    static boolean needsOneWorker(List<SchedulingType> stages) {
        int servedByWorkers = stages.size() > 1 ? stages.size() - 1 : stages.size();
        return stages.subList(0, servedByWorkers).contains(SchedulingType.DIRECTED);
    }

    int ports() {
        return workers + (hasConsumer() ? 1 : 0);
    }

    /** The first stage that a fault spoils so that a check can find it; -1 if there is none. */
    int spoiltStage(Path path) {
        for (int stage = 0; plant != null && stage < stages.size(); stage++) {
            if (plant.spoils(stages.get(stage))
                    && (stages.get(stage) == SchedulingType.ATOMIC || isOrderedAfter(path, stage))) {
                return stage;
            }
        }
        return -1;
    }

    private static boolean isOrderedAfter(Path path, int stage) {
        for (int later = stage + 1; later < path.length(); later++) {
            if (path.isOrdered(later)) {
                return true;
            }
        }
        return false;
    }

    static char letter(SchedulingType type) {
        return Character.toLowerCase(type.name().charAt(0));
    }

    static String words(List<SchedulingType> stages) {
        return stages.stream().map(type -> String.valueOf(letter(type))).collect(Collectors.joining(","));
    }
}

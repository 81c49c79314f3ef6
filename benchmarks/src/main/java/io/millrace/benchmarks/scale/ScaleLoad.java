package io.millrace.benchmarks.scale;

import io.millrace.benchmarks.keyed.KeyDistribution;
import io.millrace.benchmarks.keyed.KeyedArm;
import io.millrace.benchmarks.keyed.KeyedArms;
import io.millrace.benchmarks.keyed.KeyedLoad;
import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Work;
import io.millrace.benchmarks.ordered.Numbers;
import io.millrace.benchmarks.ordered.OrderedArm;
import io.millrace.benchmarks.ordered.OrderedArms;
import io.millrace.ordered.PipelineBuilder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What is measured against the number of workers. Each has one producer, which is the caller, and checks that all was done, once and in order. */
enum ScaleLoad {
    /** Items of a pipeline that travel in vectors. */
    VECTORS {
        @Override
        Turns open(Body body, int items, int workers) {
            return ordered(OrderedArms.MILLRACE, body, items, workers);
        }

        @Override
        double itemsPerEntry(Body body) {
            // As the pipeline has it: as long as vectors may be, or as many as take 20 us.
            double most = body.meanNanos() == 0 ? MOST_ITEMS : VECTOR_NANOS / body.meanNanos();
            return Math.max(1, Math.min(MOST_ITEMS, most));
        }
    },
    /** Items of a pipeline, each on its own. */
    ONE_BY_ONE {
        @Override
        Turns open(Body body, int items, int workers) {
            return ordered(OrderedArms.MILLRACE_ONE_BY_ONE, body, items, workers);
        }
    },
    /** Tasks of 10,000 keys, some of them hot. */
    KEYED {
        @Override
        Turns open(Body body, int items, int workers) {
            KeyedLoad load = new KeyedLoad(items, KEYS, KeyDistribution.ZIPF, body);
            KeyedArm arm = KeyedArms.open(KeyedArms.MILLRACE_KEPT_VIEWS, workers, KEYS);
            return new Turns(() -> load.run(arm), arm);
        }
    },
    /** Tasks of a pool. */
    TASKS {
        @Override
        Turns open(Body body, int items, int workers) {
            TaskLoad load = new TaskLoad(items, body, workers);
            return new Turns(load::run, load);
        }
    };

    private static final int KEYS = 10_000;
    private static final int WINDOW = 2048;
    private static final double MOST_ITEMS = PipelineBuilder.LONGEST_VECTOR;
    private static final double VECTOR_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /** Runs all items once. */
    interface Run {
        void run() throws Exception;
    }

    /**
     * A load that is open, with its executor.
     *
     * @param run runs all items, and fails if one was lost, came twice or out of order
     * @param executor ends with the load
     */
    record Turns(Run run, AutoCloseable executor) {}

    /** Opens the load with so many workers. */
    abstract Turns open(Body body, int items, int workers);

    /** Returns how many items travel together. */
    double itemsPerEntry(Body body) {
        return 1;
    }

    CountedLines lines() {
        return switch (this) {
            case VECTORS -> new CountedLines(1, 8, 3, 14);
            case ONE_BY_ONE -> new CountedLines(1, 4, 3, 10);
            case KEYED -> new CountedLines(0, 1, 1, 4);
            case TASKS -> new CountedLines(0, 1, 1, 2);
        };
    }

    private static Turns ordered(String name, Body body, int items, int workers) {
        Numbers numbers = new Numbers(items, Work.of(body));
        OrderedArm arm = OrderedArms.open(name, workers, WINDOW);
        return new Turns(
                () -> {
                    arm.run(numbers);
                    numbers.requireAll();
                },
                arm);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

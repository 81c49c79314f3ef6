package io.millrace.executor.conformance;

import org.junit.jupiter.api.Nested;

/** Runs the suite on the executors that {@link io.millrace.executor.MillraceExecutors} makes. */
class MillraceExecutorConformanceTest {

    @Nested
    class FixedOfOne extends ExecutorConformance {
        FixedOfOne() {
            super(MillraceSubject.fixed(1));
        }
    }

    @Nested
    class FixedOfTwo extends ExecutorConformance {
        FixedOfTwo() {
            super(MillraceSubject.fixed(2));
        }
    }

    @Nested
    class Single extends ExecutorConformance {
        Single() {
            super(MillraceSubject.single());
        }
    }

    @Nested
    class OnDemand extends ExecutorConformance {
        OnDemand() {
            super(MillraceSubject.onDemand(2));
        }
    }

    @Nested
    class WorkStealingOfOne extends ExecutorConformance {
        WorkStealingOfOne() {
            super(MillraceSubject.workStealing(1));
        }
    }

    @Nested
    class WorkStealingOfTwo extends ExecutorConformance {
        WorkStealingOfTwo() {
            super(MillraceSubject.workStealing(2));
        }
    }
}

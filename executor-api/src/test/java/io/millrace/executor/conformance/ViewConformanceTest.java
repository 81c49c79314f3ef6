package io.millrace.executor.conformance;

import io.millrace.executor.MillraceExecutor;
import org.junit.jupiter.api.Nested;

/** Runs the suite on each view. */
class ViewConformanceTest {

    @Nested
    class Atomic extends ExecutorConformance {
        Atomic() {
            super(new ViewSubject(1, executor -> executor.atomic("key")));
        }
    }

    @Nested
    class Ordered extends ExecutorConformance {
        Ordered() {
            super(new ViewSubject(2, executor -> executor.ordered(executor.newSeries()), Habit.COMPLETES_AT_ONCE));
        }
    }

    @Nested
    class Directed extends ExecutorConformance {
        Directed() {
            super(new ViewSubject(1, MillraceExecutor::directed));
        }
    }

    @Nested
    class Driven extends ExecutorConformance {
        Driven() {
            super(new DrivenSubject());
        }
    }

    @Nested
    class Priority extends ExecutorConformance {
        Priority() {
            super(new ViewSubject(2, executor -> executor.priority(2)));
        }
    }
}

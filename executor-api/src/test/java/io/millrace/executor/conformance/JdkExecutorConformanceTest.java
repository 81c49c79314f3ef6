package io.millrace.executor.conformance;

import org.junit.jupiter.api.Nested;

/** Proves the suite: what the executors of the JDK do is what programs rely on. */
class JdkExecutorConformanceTest {

    @Nested
    class FixedOfTwo extends ExecutorConformance {
        FixedOfTwo() {
            super(new ThreadPoolSubject(2));
        }
    }

    @Nested
    class Single extends ExecutorConformance {
        Single() {
            super(new SingleThreadSubject());
        }
    }

    @Nested
    class ForkJoinOfTwo extends ExecutorConformance {
        ForkJoinOfTwo() {
            super(new ForkJoinSubject(2));
        }
    }
}

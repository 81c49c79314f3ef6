package io.millrace.executor.conformance;

import org.junit.jupiter.api.Nested;

/** The whole suite for one subject. */
abstract class ExecutorConformance {

    private final Subject subject;

    ExecutorConformance(Subject subject) {
        this.subject = subject;
    }

    @Nested
    class Submit extends SubmitConformance {
        Submit() {
            super(subject);
        }
    }

    @Nested
    class InvokeAll extends InvokeAllConformance {
        InvokeAll() {
            super(subject);
        }
    }

    @Nested
    class InvokeAny extends InvokeAnyConformance {
        InvokeAny() {
            super(subject);
        }
    }

    @Nested
    class Futures extends FutureConformance {
        Futures() {
            super(subject);
        }
    }

    @Nested
    class Shutdown extends ShutdownConformance {
        Shutdown() {
            super(subject);
        }
    }

    @Nested
    class ShutdownNow extends ShutdownNowConformance {
        ShutdownNow() {
            super(subject);
        }
    }

    @Nested
    class Termination extends TerminationConformance {
        Termination() {
            super(subject);
        }
    }

    @Nested
    class Threads extends ThreadConformance {
        Threads() {
            super(subject);
        }
    }

    @Nested
    class Faults extends FaultConformance {
        Faults() {
            super(subject);
        }
    }

    @Nested
    class Hooks extends HookConformance {
        Hooks() {
            super(subject);
        }
    }

    @Nested
    class Memory extends MemoryConformance {
        Memory() {
            super(subject);
        }
    }

    @Nested
    class Callers extends CallerConformance {
        Callers() {
            super(subject);
        }
    }

    @Nested
    class Text extends TextConformance {
        Text() {
            super(subject);
        }
    }
}

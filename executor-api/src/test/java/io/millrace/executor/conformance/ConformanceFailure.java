package io.millrace.executor.conformance;

/** Throws what the compiler would not allow. */
final class ConformanceFailure {

    private ConformanceFailure() {}

    static void sneak(Throwable failure) {
        ConformanceFailure.<RuntimeException>sneakAs(failure);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakAs(Throwable failure) throws E {
        throw (E) failure;
    }
}

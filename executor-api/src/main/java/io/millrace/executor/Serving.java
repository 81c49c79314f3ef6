package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** That the current thread works for an executor, as one of its workers or as its {@link Guest}. */
final class Serving implements AutoCloseable {

    private static final ThreadLocal<@Nullable Serving> CURRENT = new ThreadLocal<>();

    private final Lifecycle executor;

    /** What the thread did before, and goes on with afterwards: a worker may be the guest of another executor. */
    private final @Nullable Serving outer;

    private Serving(Lifecycle executor, @Nullable Serving outer) {
        this.executor = executor;
        this.outer = outer;
    }

    static Serving begin(Lifecycle executor) {
        Serving serving = new Serving(executor, CURRENT.get());
        CURRENT.set(serving);
        return serving;
    }

    /** Returns whether the current thread works for this executor. */
    static boolean isFor(Lifecycle executor) {
        Serving serving = CURRENT.get();
        while (serving != null && serving.executor != executor) {
            serving = serving.outer;
        }
        return serving != null;
    }

    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}

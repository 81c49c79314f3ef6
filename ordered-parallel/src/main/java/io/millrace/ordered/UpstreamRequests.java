package io.millrace.ordered;

import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a processor asks of its publisher: a window of elements, and half a window whenever so many were passed on. */
final class UpstreamRequests {

    private static final Subscription CANCELLED = new Subscription() {
        @Override
        public void request(long elements) {}

        @Override
        public void cancel() {}
    };

    private final int window;
    private final int portion;

    /** Null until there is one. Set once by the publisher, and then to CANCELLED. */
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();

    /** Elements that were passed on and not asked for again. Written by who has the turn to pass on. */
    private int passed;

    UpstreamRequests(int window) {
        this.window = window;
        portion = Math.max(1, window / 2);
    }

    /** Takes the subscription and asks for the first elements; cancels it if there is another one, or nobody wants elements any more. */
    void begin(Subscription begun) {
        if (subscription.compareAndSet(null, begun)) {
            begun.request(window);
        } else {
            begun.cancel();
        }
    }

    void passedOn() {
        passed++;
        if (passed == portion) {
            passed = 0;
            Subscription present = subscription.get();
            if (present != null) {
                present.request(portion);
            }
        }
    }

    /** Asks for nothing any more, since the publisher is done. */
    void forget() {
        subscription.set(CANCELLED);
    }

    void cancel() {
        Subscription present = subscription.getAndSet(CANCELLED);
        if (present != null) {
            present.cancel();
        }
    }
}

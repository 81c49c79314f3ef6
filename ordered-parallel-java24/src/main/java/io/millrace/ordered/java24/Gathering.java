package io.millrace.ordered.java24;

import io.millrace.ordered.OrderedWindow;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Gatherer.Downstream;
import org.jspecify.annotations.Nullable;

/** The elements of one stream that are on their way through a gatherer. */
final class Gathering<T extends @Nullable Object, R extends @Nullable Object> {

    private final OrderedWindow<T, R> window;

    Gathering(OrderedWindow<T, R> window) {
        this.window = window;
    }

    /** Takes an element in, and hands on what is done; then there is room for another. False if no more are wanted. */
    boolean integrate(T element, Downstream<? super R> downstream) {
        if (downstream.isRejecting()) {
            window.close();
            return false;
        }
        add(element, downstream);
        boolean wanted = true;
        while (wanted && (window.isFull() || window.isReady())) {
            wanted = handOn(downstream);
        }
        return wanted;
    }

    private void add(T element, Downstream<? super R> downstream) {
        try {
            window.add(element);
        } catch (RejectedExecutionException rejected) {
            // In its place: those before it were taken.
            finish(downstream);
            throw rejected;
        }
    }

    /** Hands on what is left, and abandons it once no more is wanted. */
    void finish(Downstream<? super R> downstream) {
        if (downstream.isRejecting()) {
            window.close();
        }
        boolean wanted = true;
        while (wanted && !window.isEmpty()) {
            wanted = handOn(downstream);
        }
    }

    private boolean handOn(Downstream<? super R> downstream) {
        R result = window.take();
        boolean wanted = false;
        try {
            wanted = downstream.push(result);
        } finally {
            if (!wanted) {
                window.close();
            }
        }
        return wanted;
    }
}

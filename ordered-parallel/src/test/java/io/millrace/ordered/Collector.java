package io.millrace.ordered;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;

/** A subscriber that keeps what it gets, and asks for a number of elements at once and for each that it got. */
class Collector<T> implements Flow.Subscriber<T> {

    final List<T> elements = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch ended = new CountDownLatch(1);
    volatile Throwable failure;
    volatile Flow.Subscription subscription;

    private final long first;
    private final long forEach;
    private Thread inside;

    Collector(long first, long forEach) {
        this.first = first;
        this.forEach = forEach;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (first > 0) {
            begun.request(first);
        }
    }

    @Override
    public void onNext(T element) {
        enter();
        elements.add(element);
        if (forEach > 0) {
            subscription.request(forEach);
        }
        leave();
    }

    /** Two threads at once would break the order, and the rules. */
    private synchronized void enter() {
        if (inside != null) {
            throw new IllegalStateException("called by " + Thread.currentThread() + " while " + inside + " is there");
        }
        inside = Thread.currentThread();
    }

    private synchronized void leave() {
        inside = null;
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        ended.countDown();
    }

    @Override
    public void onComplete() {
        ended.countDown();
    }
}

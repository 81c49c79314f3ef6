package io.millrace.ordered;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A publisher of 0, 1, 2 and so on, in whatever thread asks, which counts what it was asked for and what it gave. */
final class Numbers implements Flow.Publisher<Integer> {

    final AtomicLong requested = new AtomicLong();
    final AtomicInteger published = new AtomicInteger();
    volatile boolean cancelled;

    private final int count;
    private final AtomicInteger calls = new AtomicInteger();
    private boolean ended;

    Numbers(int count) {
        this.count = count;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long elements) {
                requested.addAndGet(elements);
                publish(subscriber);
            }

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
        publish(subscriber);
    }

    private void publish(Flow.Subscriber<? super Integer> subscriber) {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            while (!cancelled && published.get() < Math.min(count, requested.get())) {
                subscriber.onNext(published.getAndIncrement());
            }
            if (published.get() == count && !ended && !cancelled) {
                ended = true;
                subscriber.onComplete();
            }
            seen = calls.addAndGet(-seen);
        } while (seen != 0);
    }
}

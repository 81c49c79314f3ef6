package io.millrace.ordered;

import io.millrace.executor.MillraceExecutor;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A processor below its public face. Whoever changes something calls {@link #passOn()}; one thread at a time has the turn there and does for all others what has
 * become possible, as the queue-drain loops of RxJava and Reactor do.
 *
 * <ol>
 *   <li>Only who has the turn calls the subscriber.
 *   <li>Who has changed something after the turn's last look finds a count that is not zero, and the turn looks once more.
 *   <li>After a last signal, or a cancellation, the subscriber is forgotten and nothing is queued.
 * </ol>
 */
final class ProcessorWork<I, O> implements Mapping<I, O> {

    private final Function<? super I, ? extends O> function;
    private final PassingSeries series;
    private final UpstreamRequests upstream;

    /** In the order of the publisher, which adds; removed by who has the turn. */
    private final Queue<MappedItem<I, O>> items = new ConcurrentLinkedQueue<>();

    /** How often it was called for a turn since the last look; 0 if nobody has the turn. */
    private final AtomicInteger calls = new AtomicInteger();

    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /** Null before it has its subscription, and after the last signal. */
    private volatile @Nullable Subscriber<? super O> subscriber;

    /** Why nobody wants results any more, before it is told the subscriber; a failure that has no place among the results. */
    private volatile @Nullable Throwable misuse;

    /** Set by the publisher before it is finished. */
    private volatile @Nullable Throwable failure;

    private volatile boolean finished;
    private volatile boolean over;

    ProcessorWork(Function<? super I, ? extends O> function, MillraceExecutor executor, int window) {
        this.function = function;
        series = new PassingSeries(executor);
        upstream = new UpstreamRequests(window);
    }

    void subscribe(Subscriber<? super O> one) {
        if (!subscribed.compareAndSet(false, true)) {
            one.onSubscribe(new Refused());
            one.onError(new IllegalStateException("processor takes one subscriber, and it has had one"));
            return;
        }
        one.onSubscribe(new Downstream());
        // After its subscription, so that no worker is faster with an element.
        subscriber = one;
        passOn();
    }

    void begin(Subscription subscription) {
        upstream.begin(subscription);
    }

    void add(I element) {
        if (over || finished) {
            return;
        }
        MappedItem<I, O> item = new MappedItem<>(this, element);
        // Before it can end, which lets it be looked for.
        items.add(item);
        try {
            series.submit(item);
        } catch (RuntimeException rejected) {
            upstream.cancel();
            item.fail(rejected);
            passOn();
        }
    }

    void finish(@Nullable Throwable cause) {
        if (!finished) {
            upstream.forget();
            failure = cause;
            // Pairs with passNext(): after the last element was added, and after the failure.
            finished = true;
            passOn();
        }
    }

    @Override
    public O apply(I item) {
        return Objects.requireNonNull(function.apply(item), "function returned null, which no subscriber takes");
    }

    @Override
    public boolean isAbandoned() {
        return over;
    }

    @Override
    public void ended(MappedItem<I, O> item) {
        // Comes out when it leaves: those before it have ended then.
    }

    @Override
    public void left(MappedItem<I, O> item) {
        try {
            passOn();
        } finally {
            // Afterwards: what the publisher sends for what was passed on goes into the same series.
            series.left(item);
        }
    }

    private void passOn() {
        // Pairs with itself: what was changed before is seen by who has the turn, now or at the next look.
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            passAll();
            seen = calls.addAndGet(-seen);
        } while (seen != 0);
    }

    private void passAll() {
        Subscriber<? super O> present = subscriber;
        boolean more = present != null && !over;
        while (more && present != null) {
            more = passNext(present);
        }
        if (over) {
            subscriber = null;
            items.clear();
        }
    }

    /** Gives the subscriber the next signal, if there is one; returns whether there may be another. */
    private boolean passNext(Subscriber<? super O> present) {
        if (misuse != null) {
            end(present, misuse);
            return false;
        }
        // Pairs with finish(): read before it is looked whether there is another element.
        boolean last = finished;
        MappedItem<I, O> head = items.peek();
        if (head == null) {
            if (last) {
                end(present, failure);
            }
            return false;
        }
        if (!head.isEnded()) {
            return false;
        }
        Throwable thrown = head.failure();
        if (thrown != null) {
            end(present, thrown);
            return false;
        }
        if (demand.get() == 0) {
            return false;
        }
        items.remove();
        pass(present, head.result());
        return !over;
    }

    private void pass(Subscriber<? super O> present, O result) {
        if (demand.get() != Long.MAX_VALUE) {
            demand.decrementAndGet();
        }
        boolean passed = false;
        try {
            present.onNext(result);
            passed = true;
        } finally {
            if (!passed) {
                giveUp();
            }
        }
        upstream.passedOn();
    }

    private void end(Subscriber<? super O> present, @Nullable Throwable cause) {
        giveUp();
        if (cause == null) {
            present.onComplete();
        } else {
            present.onError(cause);
        }
    }

    /** Lets nothing more come out. */
    private void giveUp() {
        over = true;
        subscriber = null;
        items.clear();
        upstream.cancel();
    }

    @Override
    public String toString() {
        String state = over ? "over" : finished ? "finished" : "open";
        return state + ", items=" + items.size() + ", demand=" + demand.get();
    }

    private final class Downstream implements Subscription {

        @Override
        public void request(long elements) {
            if (over) {
                return;
            }
            if (elements <= 0) {
                misuse = new IllegalArgumentException(
                        "request out of range (rule 3.9): elements=" + elements + ", lowest=1");
            } else {
                demand.accumulateAndGet(elements, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
            }
            passOn();
        }

        @Override
        public void cancel() {
            over = true;
            upstream.cancel();
            passOn();
        }
    }

    /** The subscription of a subscriber that is told at once that it has none. */
    private static final class Refused implements Subscription {
        @Override
        public void request(long elements) {}

        @Override
        public void cancel() {}
    }
}

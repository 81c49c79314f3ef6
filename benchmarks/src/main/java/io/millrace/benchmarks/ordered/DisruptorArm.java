package io.millrace.benchmarks.ordered;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The Disruptor as its maintainers set it up for this: workers that take the places of the ring in turn, and behind them one handler for the results.
 *
 * <pre>
 *   producer ──▶ ring of 65,536 ──▶ worker of even places ──┐
 *                             └───▶ worker of odd places  ──┴──▶ handler
 * </pre>
 *
 * <p>The ring is larger than the window of the other arms, and the handler has a thread of its own besides the workers; both in favour of the
 * Disruptor. A producer that finds the ring full naps, which is the Disruptor's own way.
 */
final class DisruptorArm implements OrderedArm {

    private static final int RING = 65_536;

    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> ring;

    /** A place of the ring. */
    private static final class Slot {

        private @Nullable Run<?> run;

        /** Set before it is published. */
        private Object item = this;

        void set(Run<?> newRun, Object newItem) {
            run = newRun;
            item = newItem;
        }

        void work() {
            item = Objects.requireNonNull(run, "set before it is published").work(item);
        }

        void accept() {
            Objects.requireNonNull(run, "set before it is published").accept(item);
        }
    }

    /** A run and what it needs to know its end. */
    private static final class Run<T> {

        private final OrderedItems<T> items;
        private final CountDownLatch ended = new CountDownLatch(1);
        private int accepted;
        private volatile @Nullable Throwable failure;

        Run(OrderedItems<T> items) {
            this.items = items;
        }

        @SuppressWarnings("unchecked")
        Object work(Object item) {
            return items.work((T) item);
        }

        @SuppressWarnings("unchecked")
        void accept(Object item) {
            items.accept((T) item);
            if (++accepted == items.length()) {
                ended.countDown();
            }
        }
    }

    DisruptorArm(int workers, WaitStrategy waiting) {
        disruptor = new Disruptor<>(Slot::new, RING, DaemonThreadFactory.INSTANCE, ProducerType.SINGLE, waiting);
        disruptor.setDefaultExceptionHandler(new Failures());
        @SuppressWarnings({"unchecked", "rawtypes"})
        EventHandler<Slot>[] handlers = new EventHandler[workers];
        for (int worker = 0; worker < workers; worker++) {
            int turn = worker;
            handlers[worker] = (slot, sequence, endOfBatch) -> {
                if (sequence % workers == turn) {
                    slot.work();
                }
            };
        }
        disruptor.handleEventsWith(handlers).then((slot, sequence, endOfBatch) -> slot.accept());
        ring = disruptor.start();
    }

    @Override
    public <T> void run(OrderedItems<T> items) throws InterruptedException {
        Run<T> run = new Run<>(items);
        for (int place = 0; place < items.length(); place++) {
            T item = items.item(place);
            long sequence = ring.next();
            ring.get(sequence).set(run, item);
            ring.publish(sequence);
        }
        run.ended.await();
        if (run.failure != null) {
            throw new IllegalStateException("a handler failed", run.failure);
        }
    }

    @Override
    public void close() {
        disruptor.shutdown();
    }

    /** A failure ends the run that it belongs to. */
    private static final class Failures implements ExceptionHandler<Slot> {

        @Override
        public void handleEventException(Throwable failure, long sequence, Slot slot) {
            Run<?> run = slot.run;
            if (run != null) {
                run.failure = failure;
                run.ended.countDown();
            }
        }

        @Override
        public void handleOnStartException(Throwable failure) {
            throw new IllegalStateException("a handler could not start", failure);
        }

        @Override
        public void handleOnShutdownException(Throwable failure) {
            throw new IllegalStateException("a handler could not end", failure);
        }
    }
}

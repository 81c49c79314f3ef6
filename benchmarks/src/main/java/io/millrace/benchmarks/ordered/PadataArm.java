package io.millrace.benchmarks.ordered;

import io.millrace.benchmarks.measure.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm of the kernel's padata over a pool of the JDK, which is what pcrypt runs on.
 *
 * <p>The submitter numbers the jobs and deals them out to as many reorder lists as there are workers, in turn. A job that has done its work goes into its list,
 * which is sorted by number; if it is the one that is due, it does not, and its worker takes it and then all that are due after it, list by list, until one
 * is missing. Whoever finds the missing one does the same.
 *
 * <p>Two differences, both in favour of this arm: the serial part runs at once where the kernel hands it to another work queue, and the submitter parks when
 * the window is full, until half of it is free.
 *
 * <p>Source: {@code kernel/padata.c} of Linux 6.16, {@code padata_do_parallel}, {@code padata_do_serial} and {@code padata_reorder}, from which idea and names are
 * taken.
 */
final class PadataArm implements OrderedArm {

    private final ExecutorService pool;
    private final int workers;
    private final int window;

    PadataArm(ExecutorService pool, int workers, int window) {
        this.pool = pool;
        this.workers = workers;
        this.window = window;
    }

    @Override
    public <T> void run(OrderedItems<T> items) {
        Run<T> run = new Run<>(items, workers, new Window(window));
        for (int place = 0; place < items.length(); place++) {
            run.window.enter();
            T item = items.item(place);
            int number = place;
            pool.execute(() -> run.parallel(number, item));
        }
        run.window.drain();
        if (run.failure != null) {
            throw new IllegalStateException("an item failed", run.failure);
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    /** A finished job that waits for its turn. */
    private record Done<T>(int number, T result) {}

    /** What the kernel calls the parallel data of a padata instance. */
    private static final class Run<T> {

        private final OrderedItems<T> items;
        private final Window window;
        private final List<ReorderList<T>> lists = new ArrayList<>();

        /** The job that is due; guarded by the lock of the list that it belongs to. */
        private int processed;

        private volatile @Nullable Throwable failure;

        Run(OrderedItems<T> items, int workers, Window window) {
            this.items = items;
            this.window = window;
            for (int i = 0; i < workers; i++) {
                lists.add(new ReorderList<>());
            }
        }

        void parallel(int number, T item) {
            T result = item;
            try {
                result = items.work(item);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            serial(new Done<>(number, result));
        }

        private void serial(Done<T> done) {
            ReorderList<T> list = lists.get(done.number % lists.size());
            synchronized (list) {
                if (done.number != processed) {
                    list.insert(done);
                    return;
                }
            }
            reorder(done);
        }

        private void reorder(Done<T> first) {
            Done<T> due = first;
            int next = first.number;
            while (due != null) {
                try {
                    items.accept(due.result);
                } catch (RuntimeException | Error e) {
                    failure = e;
                }
                window.completed();
                next++;
                due = next(next);
            }
        }

        /** Returns the job that is due if it has come; otherwise its worker will find that it is due. */
        private @Nullable Done<T> next(int number) {
            ReorderList<T> list = lists.get(number % lists.size());
            synchronized (list) {
                Done<T> due = list.takeIf(number);
                if (due == null) {
                    processed = number;
                }
                return due;
            }
        }
    }

    /** Finished jobs by number. A new one is mostly the last, so its place is looked for from the end. */
    private static final class ReorderList<T> {

        private final ArrayDeque<Done<T>> sorted = new ArrayDeque<>();

        void insert(Done<T> done) {
            if (sorted.isEmpty() || sorted.getLast().number < done.number) {
                sorted.addLast(done);
            } else {
                insertBefore(done);
            }
        }

        private void insertBefore(Done<T> done) {
            ArrayDeque<Done<T>> later = new ArrayDeque<>();
            while (!sorted.isEmpty() && sorted.getLast().number > done.number) {
                later.addFirst(sorted.removeLast());
            }
            sorted.addLast(done);
            sorted.addAll(later);
        }

        @Nullable
        Done<T> takeIf(int number) {
            Done<T> first = sorted.peekFirst();
            return first != null && first.number == number ? sorted.removeFirst() : null;
        }
    }
}

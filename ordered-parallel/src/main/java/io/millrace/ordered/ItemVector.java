package io.millrace.ordered;

import io.millrace.core.Surroundings;
import io.millrace.executor.OrderedJob;
import io.millrace.executor.Worker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Successive items of a series that travel as one job (the event vector of DPDK).
 *
 * <p>Idea: a vector is on its way as soon as it has its first item, and takes more until it is full or a worker seals
 * it. So it gathers what comes while the workers are busy, and no item waits for another to arrive. What moves from core
 * to core for an item is a reference and its result, not an object of its own.
 *
 * <ol>
 *   <li>A cell goes from empty to an item or to the seal by one compare-and-exchange, the first empty cell first. So the
 *       order of the cells is that of submission, and an item is either in the vector when it is sealed or belongs to a
 *       later one.
 *   <li>Only a vector whose size is fixed, being full or sealed, gets a successor. So the place of each item is known:
 *       that of the first and its index.
 *   <li>A cell is never empty again. A vector that has ended drops its cells as a whole, so that nothing of them is
 *       reachable; a submitter that comes too late finds none, or the seal in those that it has seen before.
 * </ol>
 *
 * <p>Rejected: a counter that submitters raise before they write (a worker would have to wait for a submitter that
 * stays away in between).
 */
final class ItemVector<S extends @Nullable Object, I, O extends @Nullable Object>
        implements OrderedJob, RunningItems.Member {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle CELLS;
    private static final VarHandle USED;
    private static final Object SEAL = new Object();
    private static final @Nullable Object[] DROPPED = {};

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CELLS = lookup.findVarHandle(ItemVector.class, "cells", Object[].class);
            USED = lookup.findVarHandle(ItemVector.class, "used", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final StraightWork<S, I, O> work;
    private final PipelineSeries<I> series;
    private final long firstPlace;
    private @Nullable Object[] cells;

    /** Null unless latency is recorded. */
    private final @Nullable VectorTimes times;

    /** Where to look for an empty cell first; may be too low. */
    @SuppressWarnings("UnusedVariable") // Read and written through USED.
    private int used;

    /** How many items there are, once the vector is sealed by a worker. */
    private int size;

    // Written by the parallel part and read by the serial part, which the series puts after it.

    private @Nullable Object[] results = DROPPED;
    private int worked;
    private @Nullable Throwable failure;

    /** A vector that takes items; with a limit of 0 one that has ended, the one before the first of a series. */
    ItemVector(StraightWork<S, I, O> work, PipelineSeries<I> series, long firstPlace, int limit) {
        this.work = work;
        this.series = series;
        this.firstPlace = firstPlace;
        cells = limit == 0 ? DROPPED : new Object[limit];
        times = VectorTimes.of(work.latency(), limit);
    }

    /** Returns the vector that follows this one, whose size is fixed, with its first item. */
    ItemVector<S, I, O> successor(I first, int limit) {
        ItemVector<S, I, O> fresh = new ItemVector<>(work, series, firstPlace + seal(), limit);
        fresh.tryAdd(first);
        return fresh;
    }

    /** Returns about how many items came before the next one in the series. */
    long nextPlace() {
        // Pairs with tryAdd() on other submitters.
        return firstPlace + (int) USED.getAcquire(this);
    }

    /** Adds an item; false if the vector is full or sealed. */
    boolean tryAdd(I item) {
        // Pairs with close().
        @Nullable Object[] open = (Object[]) CELLS.getAcquire(this);
        for (int i = (int) USED.getAcquire(this); i < open.length; i++) {
            if (times != null) {
                times.submitted(i);
            }
            // Pairs with seal().
            Object present = CELL.compareAndExchange(open, i, null, item);
            if (present == null) {
                // Pairs with the acquire in seal(): the worker looks at no cell below, and sees the items there all the
                // same.
                USED.setRelease(this, i + 1);
                return true;
            }
            if (isSeal(present)) {
                return false;
            }
        }
        return false;
    }

    /** Lets no more items in, and returns how many there are. */
    int seal() {
        // Pairs with close(): who sees that the cells are gone sees the size too.
        @Nullable Object[] open = (Object[]) CELLS.getAcquire(this);
        if (open.length == 0) {
            return size;
        }
        for (int i = (int) USED.getAcquire(this); i < open.length; i++) {
            // Pairs with tryAdd().
            Object present = CELL.compareAndExchange(open, i, null, SEAL);
            if (present == null || isSeal(present)) {
                return i;
            }
        }
        return open.length;
    }

    /** Ends the vector: drops its items, of which it returns the count. */
    int close() {
        size = seal();
        results = DROPPED;
        // Pairs with seal() and tryAdd().
        CELLS.setRelease(this, DROPPED);
        return size;
    }

    long firstPlace() {
        return firstPlace;
    }

    @SuppressWarnings("ReferenceEquality") // There is one seal.
    private static boolean isSeal(Object cell) {
        return cell == SEAL;
    }

    @Override
    public void parallel(Worker worker, long placeOfVector) {
        long begin = Surroundings.nanoTime();
        size = seal();
        results = new Object[size];
        if (times != null) {
            times.begin(worker.index(), size, begin);
        }
        RunningItems.Member before = work.running().begin(worker.index(), this);
        try {
            S state = work.states().of(worker.index());
            while (worked < size && !work.progress().isSkipping()) {
                worker.renewInterruptStatus();
                results[worked] = result(state, worked);
                worked++;
                if (times != null) {
                    times.worked(worked);
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            work.running().end(worker.index(), before);
        }
        long end = times == null
                ? Surroundings.nanoTime()
                : times.endParallel(worker.index(), failure == null ? worked : worked + 1, worked);
        series.limit().measured(size, end - begin);
    }

    private @Nullable Object result(S state, int index) throws Exception {
        try {
            return work.stage().apply(state, item(index), firstPlace + index);
        } catch (OnFailure.SkippedItem leftOut) {
            return leftOut;
        }
    }

    @Override
    public PipelineReport.@Nullable Item reported() {
        // Pairs with close(): the vector may end meanwhile.
        @Nullable Object[] open = (Object[]) CELLS.getAcquire(this);
        int index = worked;
        Object item = index < open.length ? CELL.getAcquire(open, index) : null;
        return item == null || isSeal(item) ? null : new PipelineReport.Item(firstPlace + index, item);
    }

    @SuppressWarnings("unchecked") // Below the size there are items only.
    private I item(int index) {
        return (I) cells[index];
    }

    @Override
    public void serial(Worker worker) {
        long begin = times == null ? 0 : Surroundings.nanoTime();
        int done = 0;
        int taken = 0;
        try {
            while (done < worked && !work.progress().isSkipping()) {
                worker.renewInterruptStatus();
                // One that the consumer fails for it has had.
                taken += consume(done++) ? 1 : 0;
            }
            Throwable thrown = failure;
            if (thrown != null && !work.progress().isSkipping()) {
                work.progress().fail(firstPlace + worked, item(worked), thrown);
            }
        } catch (Throwable thrown) {
            work.progress().fail(firstPlace + done - 1, item(done - 1), thrown);
        } finally {
            try {
                if (times != null) {
                    times.recordSerial(worker.index(), taken, begin, Surroundings.nanoTime());
                }
            } finally {
                end(done, taken);
            }
        }
    }

    /** Returns whether the consumer has taken the result: not if the item was left out. */
    @SuppressWarnings({"unchecked", "NullAway"}) // The stage has set the result, to null only if O allows it.
    private boolean consume(int index) {
        Object result = results[index];
        if (result instanceof OnFailure.SkippedItem) {
            return false;
        }
        work.sink().accept((O) result);
        return true;
    }

    @Override
    public void failed(Throwable thrown) {
        // What the stage throws is caught above, so this is an error of the machine, such as too little memory.
        work.progress().fail(firstPlace, item(0), thrown);
        end(0, 0);
    }

    @Override
    public void abandoned() {
        work.progress()
                .fail(PipelineException.NO_PLACE, item(0), new CancellationException("the executor was stopped"));
        end(0, 0);
    }

    /** Ends the vector, of whose items so many have had their turn, and the consumer has taken so many. */
    private void end(int done, int taken) {
        size = seal();
        for (int i = done; i < size; i++) {
            if (i >= worked || !(results[i] instanceof OnFailure.SkippedItem)) {
                work.tellLeftOut(firstPlace + i, item(i), null);
            }
        }
        int items = close();
        series.ended(items);
        work.progress().end(items, taken);
    }
}

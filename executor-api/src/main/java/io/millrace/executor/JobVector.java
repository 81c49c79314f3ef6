package io.millrace.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Successive jobs of a series that travel as one entry (the event vector of DPDK). Vectors of a series are linked in
 * the order of their jobs.
 *
 * <p>Idea: a vector is in the device, or waits for it, as soon as it has its first job, and takes more until it is full
 * or a worker seals it. So it gathers what comes while the workers are busy, and no job waits for another to arrive.
 *
 * <ol>
 *   <li>A cell goes from empty to a job or to the seal by one compare-and-exchange, the first empty cell first. So the
 *       order of the cells is that of submission, and a job is either in the vector when it is sealed or belongs to a
 *       later one.
 *   <li>Only a vector whose size is fixed, being full or sealed, gets a successor. So the place of each job is known:
 *       that of the first and its index.
 *   <li>A cell is never empty again: when a job has ended, a mark takes its place, so nothing of it is reachable, and
 *       no late submitter takes the cell for a new one.
 * </ol>
 *
 * <p>Rejected: a counter that submitters raise before they write (a worker would have to wait for a submitter that
 * stays away in between).
 */
final class JobVector {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(OrderedJob[].class);
    private static final VarHandle USED;
    private static final VarHandle NEXT;
    private static final OrderedJob SEAL = new Mark();
    private static final OrderedJob ENDED = new Mark();

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            USED = lookup.findVarHandle(JobVector.class, "used", int.class);
            NEXT = lookup.findVarHandle(JobVector.class, "next", JobVector.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final SeriesFlow series;
    private final long firstPlace;
    private final @Nullable OrderedJob[] cells;

    /** Where to look for an empty cell first; may be too low. */
    @SuppressWarnings("UnusedVariable") // Read and written through USED.
    private int used;

    @SuppressWarnings("UnusedVariable") // Written through NEXT.
    private volatile @Nullable JobVector next;

    private JobVector(SeriesFlow series, long firstPlace, int limit) {
        this.series = series;
        this.firstPlace = firstPlace;
        cells = new OrderedJob[limit];
    }

    /** Returns a vector that is full from the beginning: the one before the first of a series. */
    static JobVector before(SeriesFlow series) {
        return new JobVector(series, 0, 0);
    }

    /** Returns the vector that follows this one, whose size is fixed; it is not linked yet. */
    JobVector successor(OrderedJob first, int limit) {
        JobVector fresh = new JobVector(series, firstPlace + seal(), limit);
        fresh.cells[0] = first;
        fresh.used = 1;
        return fresh;
    }

    SeriesFlow series() {
        return series;
    }

    /** Returns the place of the first job in its series. */
    long firstPlace() {
        return firstPlace;
    }

    /** Adds a job; false if the vector is full or sealed. */
    boolean tryAdd(OrderedJob job) {
        for (int i = (int) USED.getAcquire(this); i < cells.length; i++) {
            // Pairs with seal().
            Object present = CELL.compareAndExchange(cells, i, null, job);
            if (present == null) {
                // Pairs with the acquire in seal(): the worker looks at no cell below, and sees the jobs there all the
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

    /** Lets no more jobs in, and returns how many there are. */
    int seal() {
        for (int i = (int) USED.getAcquire(this); i < cells.length; i++) {
            // Pairs with tryAdd().
            Object present = CELL.compareAndExchange(cells, i, null, SEAL);
            if (present == null || isSeal(present)) {
                return i;
            }
        }
        return cells.length;
    }

    @SuppressWarnings("ReferenceEquality") // There is one seal.
    private static boolean isSeal(@Nullable Object cell) {
        return cell == SEAL;
    }

    /** Returns whether the size is fixed. */
    boolean isFixed() {
        // Reads what tryAdd() and seal() have set; once true it stays so.
        for (int i = (int) USED.getAcquire(this); i < cells.length; i++) {
            Object present = CELL.getAcquire(cells, i);
            if (present == null || isSeal(present)) {
                return isSeal(present);
            }
        }
        return true;
    }

    /** Returns about how many jobs there are. */
    int sizeSoFar() {
        // Pairs with tryAdd().
        return (int) USED.getAcquire(this);
    }

    /** Returns a job of a sealed vector. */
    OrderedJob job(int index) {
        OrderedJob job = cells[index];
        if (job == null) {
            throw new AssertionError("no such job in a sealed vector: index=" + index);
        }
        return job;
    }

    /** Puts another job in the place of one. Called by whoever has the sealed vector. */
    void replace(int index, OrderedJob job) {
        cells[index] = job;
    }

    /** Drops a job that has ended. */
    void drop(int index) {
        cells[index] = ENDED;
    }

    /** Links the vector that follows; false if there is one already. */
    boolean tryLink(JobVector successor) {
        // Pairs with itself, so that one of several extenders wins, and with next(): who finds the successor sees it
        // whole.
        return NEXT.compareAndSet(this, null, successor);
    }

    /**
     * Returns the vector that follows, null if there is none yet, or this one if it has left the chain and the tail has
     * moved on.
     */
    @Nullable
    JobVector next() {
        return next;
    }

    /**
     * Takes this vector out of the chain, past which the tail has moved, so that an old one does not keep alive all
     * that came after it.
     */
    void leaveChain() {
        // Pairs with next(): who finds no way on from here finds the tail moved.
        NEXT.setRelease(this, this);
    }

    /** What fills a cell in place of a job. */
    private static final class Mark implements OrderedJob {

        @Override
        public void parallel(Worker worker, long place) {
            throw new AssertionError("a mark is not a job: place=" + place);
        }

        @Override
        public void serial(Worker worker) {
            throw new AssertionError("a mark is not a job");
        }
    }
}

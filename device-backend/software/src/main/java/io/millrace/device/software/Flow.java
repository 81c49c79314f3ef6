package io.millrace.device.software;

import io.millrace.core.domain.EntryStore;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The places of a flow: given out at its tail, passed at its head, with a {@link Cell} each.
 *
 * <p>Idea: nearly all flows are short. A flow has four cells of its own beside its words, so that it costs a handful of cache lines however many flows there
 * are; places beyond those have {@link LentCells}. Which it is to be is settled when a place is given out, and for good: a <em>seat</em> is a place and the kind of
 * its cell in one word, {@code place << 3 | own}, where {@code own} is how many own cells there were left to give, this one included. None means a lent one.
 *
 * <ol>
 *   <li>The seats from OWN_FROM to OWN_END have own cells, and no others that have not been passed.
 *   <li>Only the mover gives out own cells again, by a compare-and-set of the tail, to places that are less than four from where it stands: they follow those at
 *       OWN_END, or begin anew at the tail when all of those have been passed. So no two places that have not been passed share one.
 *   <li>The mover is the one thread that has the head in its hands. What it writes reaches the next mover with the flow: through the get-and-or of HEAD, or as
 *       {@link AtomicFlow} passes it on.
 * </ol>
 *
 * <table>
 * <caption>Words</caption>
 * <tr><th>Word</th><th>Access</th><th>Writers</th></tr>
 * <tr><td>TAIL, the next seat to give</td><td>compare-and-set</td><td>appenders; the mover, which gives out own cells</td></tr>
 * <tr><td>HERE, where the flow stands</td><td>release, opaque</td><td>the mover</td></tr>
 * <tr><td>OWN_FROM, OWN_END</td><td>opaque</td><td>the mover</td></tr>
 * <tr><td>LOOK_AT, where own cells may be given again</td><td>plain</td><td>the mover</td></tr>
 * <tr><td>own cells</td><td>get-and-or, compare-and-set; release to clear</td><td>appenders or finishers, the mover, flushes</td></tr>
 * <tr><td>one word each for subclasses</td><td>theirs</td><td>appenders; the mover</td></tr>
 * </table>
 *
 * <p>HERE, OWN_FROM, OWN_END and LOOK_AT are seats without a kind. Seats are compared by their differences, and the range follows a flow that has no own cells to
 * give, so places may wrap: they count up to 2^60 and then on from -2^60.
 *
 * <p>Rejected: a flow that has its places in a field. The words of both would lie in two arrays, and a cold flow would cost a cache line more.
 */
abstract class Flow {

    /** From one seat to the next, apart from its kind. */
    static final long STEP = 1L << EntryStore.PLACE_SHIFT;

    /** Between words of different writers, and before the first, which everybody who reads the length of the array would meet: two lines. */
    private static final int GAP = 16;

    private static final int TAIL = GAP;

    /** For appenders, on the line of the tail. */
    static final int BY_APPENDERS = TAIL + 1;

    private static final int HERE = TAIL + GAP;

    /** For the mover, on the line where the flow stands. */
    static final int BY_MOVER = HERE + 1;

    private static final int OWN_FROM = HERE + 2;
    private static final int OWN_END = HERE + 3;
    private static final int LOOK_AT = HERE + 4;
    private static final int OWN_CELL = HERE + 5;
    private static final int OWN_CELLS = 4;

    /** How far a long flow goes on before the mover looks at the tail again. */
    private static final long LOOK_AGAIN = 16 * STEP;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle LENT;

    static {
        try {
            LENT = MethodHandles.lookup().findVarHandle(Flow.class, "lent", LentCells.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long[] words = new long[OWN_CELL + OWN_CELLS];
    private final int span;
    private final ChunkPool pool;

    /** Written once, see {@link #lentOrNew}. */
    private volatile @Nullable LentCells lent;

    /** Creates a flow that stands at a place, with at most {@code span} places from there to the tail. */
    Flow(long firstPlace, int span, ChunkPool pool) {
        this.span = span;
        this.pool = pool;
        long first = seat(firstPlace);
        words[TAIL] = first | OWN_CELLS;
        words[HERE] = first;
        words[OWN_FROM] = first;
        words[OWN_END] = first + OWN_CELLS * STEP;
        words[LOOK_AT] = first + OWN_CELLS / 2 * STEP;
        words[ownCell(first)] = Cell.HEAD;
    }

    /** Returns the seat of a place, with a lent cell. */
    static long seat(long place) {
        return place << EntryStore.PLACE_SHIFT;
    }

    static long place(long seat) {
        return EntryStore.place(seat);
    }

    /** Returns how many places there are from one seat to a later one. */
    static long places(long from, long to) {
        return (to - from) >> EntryStore.PLACE_SHIFT;
    }

    private static boolean hasOwnCell(long seat) {
        return (seat & STEP - 1) != 0;
    }

    private static int ownCell(long seat) {
        return OWN_CELL + ((int) place(seat) & OWN_CELLS - 1);
    }

    /** Returns the next seat that will be given. */
    final long tail() {
        return (long) WORD.getVolatile(words, TAIL);
    }

    /** Takes a seat if it is still the next one. */
    final boolean take(long tail) {
        long next = tail + (hasOwnCell(tail) ? STEP - 1 : STEP);
        // Pairs with itself on other appenders and with giveOwnCells(): each place is given once, with one kind of
        // cell,
        // and an own cell after it was cleared.
        return WORD.compareAndSet(words, TAIL, tail, next);
    }

    /** Takes the next seat. */
    final long take() {
        long tail;
        do {
            tail = tail();
        } while (!take(tail));
        return tail;
    }

    /** Sets bits of the cell of a seat that was taken and returns what was there before. */
    final long getAndOr(long seat, long bits) {
        // Pairs with stand().
        return hasOwnCell(seat)
                ? (long) WORD.getAndBitwiseOr(words, ownCell(seat), bits)
                : lentOrNew().getAndOr(place(seat), bits);
    }

    /** Returns the seat, without its kind, where the flow stands. To all but the mover it may be one that was passed. */
    final long here() {
        return (long) WORD.getOpaque(words, HERE);
    }

    /** Returns whether places have been given that were not passed. Called by anybody. */
    final boolean isInUse() {
        return places(here(), tail()) != 0;
    }

    /** Returns the cell of a place. To all but the mover it may be that of another place. */
    final long cell(long at) {
        if (isInOwnRange(at)) {
            return (long) WORD.getAcquire(words, ownCell(at));
        }
        LentCells cells = lent;
        return cells == null ? 0 : cells.get(place(at));
    }

    /** Marks the cell of a place as taken if it may be; returns its value then, and 0 otherwise. To all but the mover it may be the cell of another place. */
    final long takeOut(long at, long address) {
        if (isInOwnRange(at)) {
            return Cell.takeOut(words, ownCell(at), address);
        }
        LentCells cells = lent;
        return cells == null ? 0 : cells.takeOut(place(at), address);
    }

    /** Moves on by one place. Called by the mover. */
    final void pass() {
        long here = here();
        if (isInOwnRange(here)) {
            // Pairs with take() on the appender that gets this cell next, by way of giveOwnCells().
            WORD.setRelease(words, ownCell(here), 0);
        }
        LentCells cells = lent;
        if (cells != null) {
            cells.pass(place(here));
        }
        long next = here + STEP;
        // Pairs with here() on others, which may see an older value: they are told of room too late, or look at cells
        // that were passed.
        WORD.setRelease(words, HERE, next);
        if (next - words[LOOK_AT] >= 0) {
            giveOwnCells(next);
        }
    }

    /** Gives the cells of places that were passed to the places that come next, if those are near enough. */
    private void giveOwnCells(long here) {
        long end = words[OWN_END];
        long newEnd = here + OWN_CELLS * STEP;
        boolean allPassed = here - end >= 0;
        for (; ; ) {
            long tail = tail();
            boolean goesOn = tail - end <= 0;
            if (!goesOn && (!allPassed || tail - newEnd >= 0)) {
                words[LOOK_AT] = allPassed ? here + LOOK_AGAIN : end;
                if (allPassed) {
                    ownRange(here, here);
                }
                return;
            }
            // Pairs with take(): the places before the tail have the cells that they were given with.
            if (WORD.compareAndSet(words, TAIL, tail, tail + places(goesOn ? end : tail, newEnd))) {
                words[LOOK_AT] = newEnd - OWN_CELLS / 2 * STEP;
                ownRange(goesOn ? later(words[OWN_FROM], here) : tail, newEnd);
                return;
            }
        }
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private void ownRange(long from, long end) {
        // Pairs with isInOwnRange() on a flush or a report, which may see an older range, or half of this one.
        WORD.setOpaque(words, OWN_FROM, from);
        WORD.setOpaque(words, OWN_END, end);
    }

    private boolean isInOwnRange(long at) {
        return at - (long) WORD.getOpaque(words, OWN_END) < 0 && at - (long) WORD.getOpaque(words, OWN_FROM) >= 0;
    }

    /** Sets HEAD on the cell where the flow stands and returns what was there before. The mover is the mover no longer if the entry had not come. */
    final long stand() {
        long here = here();
        // Pairs with getAndOr(), and with takeOut() on a flush.
        return isInOwnRange(here)
                ? (long) WORD.getAndBitwiseOr(words, ownCell(here), Cell.HEAD)
                : lentOrNew().getAndOr(place(here), Cell.HEAD);
    }

    final long get(int word) {
        return (long) WORD.getVolatile(words, word);
    }

    final long getOpaque(int word) {
        return (long) WORD.getOpaque(words, word);
    }

    final void setRelease(int word, long value) {
        WORD.setRelease(words, word, value);
    }

    final long getAndAdd(int word, long delta) {
        return (long) WORD.getAndAdd(words, word, delta);
    }

    private LentCells lentOrNew() {
        LentCells present = lent;
        if (present != null) {
            return present;
        }
        LentCells fresh = new LentCells(span, pool);
        // Pairs with itself and with the reads of the field: all agree on one.
        LentCells other = (LentCells) LENT.compareAndExchange(this, null, fresh);
        return other != null ? other : fresh;
    }
}

package io.millrace.device.software;

/**
 * The free slots. Exactly as many entries are accepted as there are slots.
 *
 * <p>Idea: magazines (Bonwick and Adams 2001). Each port, and each of a few stripes that ingress threads share, has a small stack of free slots of its own; a
 * depot has stacks of stacks. Taking and giving touch one's own stack; only a full or empty one goes to the depot, so that the shared word moves between
 * cores once for {@code quantum} entries. Before a NEW is refused the stacks of all others are searched.
 *
 * <ol>
 *   <li>A stack is one word: version, count, top. A slot's link has the next slot, and, for the top of a stack that lies in the depot, the next stack and how
 *       many slots this one has.
 *   <li>The version grows with every change of a word. A thread that was preempted between reading a link and its compare-and-set fails.
 *   <li>A thread that has slots in its hands between two stacks says so in {@code STARTED} and {@code FINISHED}. A search that found nothing counts only if
 *       nobody moved slots meanwhile, so nothing is refused while a credit is on its way from one stack to another.
 * </ol>
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>Field</th><th>Access</th><th>Writers</th></tr>
 * <tr><td>stacks</td><td>compare-and-set</td><td>the owner; ingress threads of the stripe; searchers, which take all</td></tr>
 * <tr><td>DEPOT</td><td>compare-and-set</td><td>all</td></tr>
 * <tr><td>STARTED, FINISHED</td><td>get-and-add</td><td>movers</td></tr>
 * </table>
 *
 * <p>Rejected: one counter of credits in use (two threads write it for each entry); caches per thread (threads come and go, virtual ones by the million).
 */
final class CreditPool {

    /** There are fewer slots than this. */
    static final int LIMIT = SlotRing.NUMBER_LIMIT;

    private static final int BITS = 20;
    private static final int MASK = (1 << BITS) - 1;
    private static final int DEPOT = 0;
    private static final int STARTED = 1;
    private static final int FINISHED = 2;
    private static final int STACKS = 3;

    private final EntryStore store;
    private final PaddedLongs words;
    private final int stackCount;
    private final int quantum;

    /** Creates a pool with all slots of the store, and {@code stackCount} stacks of which each may keep up to {@code quantum} slots. */
    CreditPool(EntryStore store, int stackCount, int quantum) {
        this.store = store;
        this.stackCount = stackCount;
        this.quantum = quantum;
        words = new PaddedLongs(STACKS + stackCount);
        for (int end = store.capacity(); end > 0; ) {
            int begin = Math.max(0, end - quantum);
            for (int slot = begin; slot < end; slot++) {
                store.link(slot, slot + 1 < end ? slot + 2 : 0);
            }
            pushToDepot(begin, end - begin);
            end = begin;
        }
    }

    /** Takes a slot, from the given stack if it has one, and returns it; -1 if no credit is free. */
    int take(int stack) {
        for (int attempt = 1; ; attempt++) {
            int slot = pop(stack);
            long finished = words.get(FINISHED);
            if (slot < 0 && isVisiblyEmpty()) {
                if (words.get(STARTED) == finished) {
                    return -1;
                }
                pause(attempt);
            } else if (slot < 0) {
                slot = refill(stack);
            }
            if (slot >= 0) {
                return slot;
            }
        }
    }

    /** Gives a slot back to the given stack. */
    void give(int stack, int slot) {
        for (; ; ) {
            long word = words.get(STACKS + stack);
            store.link(slot, top(word));
            // Pairs with pop() and takeAll() of whoever gets the slot: it sees the entry ended.
            if (words.compareAndSet(STACKS + stack, word, changed(word, slot + 1, count(word) + 1))) {
                if (count(word) + 1 >= quantum) {
                    flush(stack);
                }
                return;
            }
        }
    }

    /** Moves what the stack has to the depot, where others find it sooner. */
    void flush(int stack) {
        if (top(words.get(STACKS + stack)) == 0) {
            return;
        }
        words.getAndAdd(STARTED, 1);
        long taken = takeAll(stack);
        if (top(taken) != 0) {
            pushToDepot(top(taken) - 1, count(taken));
        }
        words.getAndAdd(FINISHED, 1);
    }

    /** Returns how many slots are free. Exact while nobody takes or gives. */
    int free() {
        for (int attempt = 1; ; attempt++) {
            long finished = words.get(FINISHED);
            int free = count(words.get(DEPOT));
            for (int stack = 0; stack < stackCount; stack++) {
                free += count(words.get(STACKS + stack));
            }
            if (words.get(STARTED) == finished) {
                return free;
            }
            pause(attempt);
        }
    }

    /** Returns how many slots lie in the depot: a cheap lower bound of {@link #free()}. */
    int inDepot() {
        return count(words.get(DEPOT));
    }

    /** Lets a mover finish; it may need this core to do so. */
    private static void pause(int attempt) {
        if (attempt % 64 == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }

    private boolean isVisiblyEmpty() {
        for (int stack = 0; stack < stackCount; stack++) {
            if (top(words.get(STACKS + stack)) != 0) {
                return false;
            }
        }
        return top(words.get(DEPOT)) == 0;
    }

    private int pop(int stack) {
        for (; ; ) {
            long word = words.get(STACKS + stack);
            int top = top(word);
            if (top == 0) {
                return -1;
            }
            int next = (int) store.link(top - 1) & MASK;
            // Pairs with give(): what the giver wrote into the slot is seen.
            if (words.compareAndSet(STACKS + stack, word, changed(word, next, count(word) - 1))) {
                return top - 1;
            }
        }
    }

    private int refill(int stack) {
        words.getAndAdd(STARTED, 1);
        try {
            long taken = popFromDepot();
            for (int i = 1; top(taken) == 0 && i < stackCount; i++) {
                taken = takeAll((stack + i) % stackCount);
            }
            if (top(taken) == 0) {
                return -1;
            }
            int slot = top(taken) - 1;
            int rest = (int) store.link(slot) & MASK;
            if (rest != 0) {
                keep(stack, rest, count(taken) - 1);
            }
            return slot;
        } finally {
            words.getAndAdd(FINISHED, 1);
        }
    }

    private void keep(int stack, int top, int count) {
        long word = words.get(STACKS + stack);
        // Pairs with give() on the same stack: if somebody was quicker, the rest goes to the depot.
        if (top(word) != 0 || !words.compareAndSet(STACKS + stack, word, changed(word, top, count))) {
            pushToDepot(top - 1, count);
        }
    }

    private long takeAll(int stack) {
        for (; ; ) {
            long word = words.get(STACKS + stack);
            if (top(word) == 0 || words.compareAndSet(STACKS + stack, word, changed(word, 0, 0))) {
                return word;
            }
        }
    }

    private void pushToDepot(int slot, int count) {
        int next = (int) store.link(slot) & MASK;
        for (; ; ) {
            long depot = words.get(DEPOT);
            store.link(slot, (long) count << (2 * BITS) | (long) top(depot) << BITS | next);
            // Pairs with popFromDepot(): who gets the stack sees its links.
            if (words.compareAndSet(DEPOT, depot, changed(depot, slot + 1, count(depot) + count))) {
                return;
            }
        }
    }

    /** Returns a word that has the top and count of a stack taken out of the depot; its top is 0 if the depot was empty. */
    private long popFromDepot() {
        for (; ; ) {
            long depot = words.get(DEPOT);
            if (top(depot) == 0) {
                return 0;
            }
            long link = store.link(top(depot) - 1);
            int count = (int) (link >>> (2 * BITS)) & MASK;
            int nextStack = (int) (link >>> BITS) & MASK;
            if (words.compareAndSet(DEPOT, depot, changed(depot, nextStack, count(depot) - count))) {
                return changed(0, top(depot), count);
            }
        }
    }

    private static int top(long word) {
        return (int) word & MASK;
    }

    private static int count(long word) {
        return (int) (word >>> BITS) & MASK;
    }

    private static long changed(long word, int top, int count) {
        return ((word >>> (2 * BITS)) + 1) << (2 * BITS) | (long) count << BITS | top;
    }
}

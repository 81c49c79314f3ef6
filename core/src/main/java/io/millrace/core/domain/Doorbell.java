package io.millrace.core.domain;

import io.millrace.core.PaddedLongs;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Wakes ports for which work has arrived, and as few of them as will do.
 *
 * <p>Idea: Go's scheduler. A port that finds nothing first <em>searches</em> for a while, then <em>sleeps</em>. While a port searches nobody is woken, since the
 * searcher will find what has come.
 *
 * <ol>
 *   <li>Who brings work publishes it, then looks at the words. A port that goes to sleep marks itself as sleeping, then looks at the queues again. Both are
 *       volatile, so either the bringer sees the sleeper or the sleeper sees the work.
 *   <li>Who wakes a port turns it from sleeping to searching in one compare-and-set, so that a burst of work wakes one port and not one for each entry, and
 *       no port is ever marked as searching that does not search.
 *   <li>A port that stops searching because it has found something rings once for what else there may be: bringers have relied on it.
 *   <li>A port that was woken searches once more before it gives up, for the same reason.
 *   <li>A port with a threshold takes what is there after it has marked itself as sleeping. So what waits came afterwards, each bringer counts it after
 *       publishing, and the one that makes it enough wakes the port.
 *   <li>A port that comes back at once may put a ring off: it marks itself as searching in place of waking a sleeper, and so its next look is a search, which
 *       ends as any other, by a ring for the rest. It puts off one ring until then, because it takes one entry, and only for a queue that it is linked to.
 * </ol>
 *
 * <p>A word has 32 ports: whether they sleep in the low half, whether they search in the high half. A search counts only for the queues that the port is
 * linked to.
 */
public final class Doorbell {

    private static final int PORTS_PER_WORD = Integer.SIZE;

    private final PaddedLongs words;
    private final int wordCount;
    private final LongAdder wakeUps = new LongAdder();
    private volatile DevicePort[] ports = {};

    public Doorbell(int portCount) {
        wordCount = (portCount + PORTS_PER_WORD - 1) / PORTS_PER_WORD;
        words = new PaddedLongs(wordCount);
    }

    public void connect(DevicePort[] all) {
        ports = all;
    }

    public long wakeUps() {
        return wakeUps.sum();
    }

    /** Called after work was published that the ports of the set are linked to. */
    public void ring(PortSet linked) {
        ring(linked, null);
    }

    /** The same, called by the thread of a port that may put the ring off. */
    public void ring(PortSet linked, @Nullable DevicePort ringer) {
        // Pairs with beginSearch() and endSearch(): a port that searches looks, or rings for the rest, after this.
        for (int word = 0; word < wordCount; word++) {
            int searching = searching(words.get(word)) & linked.word(word);
            if (searching != 0 && !isAlone(ringer, word, searching)) {
                return;
            }
        }
        for (int word = 0; word < wordCount; word++) {
            int candidates = linked.word(word);
            int asleep;
            // Pairs with beginSleep(): the work was published before this, and the sleeper looks for it after that.
            while ((asleep = sleeping(words.get(word)) & candidates) != 0) {
                int port = word * PORTS_PER_WORD + Integer.numberOfTrailingZeros(asleep);
                if (ports[port].isWorthWaking() && (isPutOff(ringer, linked) || wake(port))) {
                    return;
                }
                candidates &= ~Integer.lowestOneBit(asleep);
            }
        }
    }

    /** Returns whether nobody searches but the ringer, who has put off one ring and takes one entry: not this one as well. */
    private static boolean isAlone(@Nullable DevicePort ringer, int word, int searching) {
        return ringer != null && ringer.id() / PORTS_PER_WORD == word && searching == 1 << ringer.id() % PORTS_PER_WORD;
    }

    private static boolean isPutOff(@Nullable DevicePort ringer, PortSet linked) {
        return ringer != null && ringer.putsOff(linked);
    }

    boolean anyAsleep() {
        for (int word = 0; word < wordCount; word++) {
            if (sleeping(words.get(word)) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a port searches or sleeps. */
    boolean isWaiting(int id) {
        return (words.get(id / PORTS_PER_WORD) & (sleepBit(id) | searchBit(id))) != 0;
    }

    public boolean isAsleep(int id) {
        return (words.get(id / PORTS_PER_WORD) & sleepBit(id)) != 0;
    }

    /** Wakes a port if it sleeps: it searches from now on. */
    public boolean wake(int id) {
        if (change(id, sleepBit(id), searchBit(id))) {
            wakeUps.increment();
            ports[id].unpark();
            return true;
        }
        return false;
    }

    public void beginSearch(int id) {
        // Pairs with ring(): whoever sees the mark relies on the look that follows.
        words.getAndOr(id / PORTS_PER_WORD, searchBit(id));
    }

    public void endSearch(int id) {
        // Pairs with ring(): who has seen the mark has published before this, and is rung for now.
        words.getAndAnd(id / PORTS_PER_WORD, ~searchBit(id));
    }

    /** Turns a searching port into a sleeping one. The caller looks at the queues again afterwards. */
    public void beginSleep(int id) {
        change(id, searchBit(id), sleepBit(id));
    }

    /** Turns a sleeping port into a searching one, if nobody has done so already. Called by its own thread. */
    public void endSleep(int id) {
        change(id, sleepBit(id), searchBit(id));
    }

    private boolean change(int id, long from, long to) {
        int word = id / PORTS_PER_WORD;
        for (; ; ) {
            long now = words.get(word);
            if ((now & from) == 0) {
                return false;
            }
            // Pairs with itself on other threads: one of them turns the port.
            if (words.compareAndSet(word, now, (now & ~from) | to)) {
                return true;
            }
        }
    }

    private static int sleeping(long word) {
        return (int) word;
    }

    private static int searching(long word) {
        return (int) (word >>> PORTS_PER_WORD);
    }

    private static long sleepBit(int id) {
        return 1L << id % PORTS_PER_WORD;
    }

    private static long searchBit(int id) {
        return sleepBit(id) << PORTS_PER_WORD;
    }
}

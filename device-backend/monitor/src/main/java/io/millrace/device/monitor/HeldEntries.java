package io.millrace.device.monitor;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The watched entries that a port holds, by handle: open addressing with linear probing. Used by the thread of the port. */
final class HeldEntries {

    private static final int FIRST_CAPACITY = 32;
    private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

    private long[] handles = new long[FIRST_CAPACITY];
    private @Nullable Watched[] entries = new Watched[FIRST_CAPACITY];
    private int count;

    int count() {
        return count;
    }

    /** Returns how many of them count against the credits. */
    int countReal() {
        int ghosts = 0;
        for (int i = 0; count > 0 && i < entries.length; i++) {
            Watched entry = entries[i];
            ghosts += entry != null && entry.ghost ? 1 : 0;
        }
        return count - ghosts;
    }

    void put(long handle, Watched entry) {
        if (2 * count >= handles.length) {
            grow();
        }
        int at = find(handle);
        if (entries[at] == null) {
            count++;
        }
        handles[at] = handle;
        entries[at] = entry;
    }

    /** Returns an entry; null if it is not there. */
    @Nullable
    Watched at(long handle) {
        return entries[find(handle)];
    }

    /** Takes an entry out and returns it; null if it is not there. */
    @Nullable
    Watched remove(long handle) {
        int at = find(handle);
        Watched entry = entries[at];
        if (entry != null) {
            count--;
            close(at);
        }
        return entry;
    }

    void forEach(Consumer<Watched> action) {
        if (count > 0) {
            for (Watched entry : entries) {
                if (entry != null) {
                    action.accept(entry);
                }
            }
        }
    }

    void clear() {
        if (count > 0) {
            Arrays.fill(entries, null);
            count = 0;
        }
    }

    /** Returns where the entry is, or the gap where it would be. */
    private int find(long handle) {
        int at = home(handle);
        while (entries[at] != null && handles[at] != handle) {
            at = (at + 1) & (handles.length - 1);
        }
        return at;
    }

    /** Empties a place, and moves those behind it up that would not be found any more. */
    private void close(int place) {
        int mask = handles.length - 1;
        int gap = place;
        for (int at = (gap + 1) & mask; entries[at] != null; at = (at + 1) & mask) {
            int home = home(handles[at]);
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                handles[gap] = handles[at];
                entries[gap] = entries[at];
                gap = at;
            }
        }
        entries[gap] = null;
    }

    private void grow() {
        long[] oldHandles = handles;
        @Nullable Watched[] old = entries;
        handles = new long[2 * oldHandles.length];
        entries = new Watched[handles.length];
        for (int i = 0; i < old.length; i++) {
            Watched entry = old[i];
            if (entry != null) {
                int at = find(oldHandles[i]);
                handles[at] = oldHandles[i];
                entries[at] = entry;
            }
        }
    }

    private int home(long handle) {
        return (int) ((handle * GOLDEN_RATIO) >>> 32) & (handles.length - 1);
    }
}

package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.millrace.core.domain.EntryStore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Handles of detached entries in the hands of several threads (I7, I8). */
public final class EntryStoreStress {

    private EntryStoreStress() {}

    private static long detached(EntryStore store) {
        long handle = store.deliver(0, 0);
        store.state(0, EntryStore.DETACHED);
        return handle;
    }

    @JCStressTest
    @Outcome(
            id = {"0, -1", "-1, 0"},
            expect = ACCEPTABLE,
            desc = "One of them finishes the entry.")
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Both finish it.")
    @Outcome(expect = FORBIDDEN, desc = "Nobody can finish it.")
    @State
    public static class FinishAgainstFinish {

        private final EntryStore store = new EntryStore(1);
        private final long handle = detached(store);

        @Actor
        public void one(II_Result r) {
            r.r1 = store.slotAfter(handle, EntryStore.DETACHED, EntryStore.FINISHING);
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = store.slotAfter(handle, EntryStore.DETACHED, EntryStore.FINISHING);
        }
    }

    /** Whoever finishes the entry uses the slot again, up to the same state. */
    @JCStressTest
    @Outcome(
            id = {"0, -1", "-1, 0"},
            expect = ACCEPTABLE,
            desc = "The handle was good once.")
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "An old handle was good for another delivery.")
    @Outcome(expect = FORBIDDEN, desc = "Nobody can finish it.")
    @State
    public static class FinishAgainstUseOfTheSlotAgain {

        private final EntryStore store = new EntryStore(1);
        private final long handle = detached(store);

        private int finish() {
            int slot = store.slotAfter(handle, EntryStore.DETACHED, EntryStore.FINISHING);
            if (slot >= 0) {
                store.end(slot);
                store.state(slot, EntryStore.QUEUED);
                detached(store);
            }
            return slot;
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = finish();
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = finish();
        }
    }
}

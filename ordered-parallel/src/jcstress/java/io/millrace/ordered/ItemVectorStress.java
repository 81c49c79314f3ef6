package io.millrace.ordered;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A vector that takes items while it is sealed (I43, I44). */
public final class ItemVectorStress {

    private static final StraightWork<String, String, String> WORK =
            StraightWork.of(new Stage<>(() -> "", (state, item, place) -> item), 1, result -> {}, books());

    private ItemVectorStress() {}

    private static Bookkeeping<String> books() {
        return new Bookkeeping<>(new PipelineProgress(), new RunningItems(1), null, null, null);
    }

    private static ItemVector<String, String, String> vector(int limit) {
        return WORK.beforeFirst(null).successor("item", limit);
    }

    @JCStressTest
    @Outcome(id = "true, 2", expect = ACCEPTABLE, desc = "The item is in the vector, and the worker knows.")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "Sealed before; the item belongs to the next vector.")
    @Outcome(id = "true, 1", expect = FORBIDDEN, desc = "The item is behind the seal: nobody will work on it.")
    @Outcome(expect = FORBIDDEN, desc = "The worker counts an item that was told to go elsewhere.")
    @State
    public static class AddAgainstSeal {

        private final ItemVector<String, String, String> vector = vector(2);

        @Actor
        public void submitter(ZI_Result r) {
            r.r1 = vector.tryAdd("item");
        }

        @Actor
        public void worker(ZI_Result r) {
            r.r2 = vector.seal();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "The last cell was given once.")
    @Outcome(expect = FORBIDDEN, desc = "One item has overwritten the other, or the vector has lost a cell.")
    @State
    public static class AddAgainstAdd {

        private final ItemVector<String, String, String> vector = vector(2);

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = vector.tryAdd("one");
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = vector.tryAdd("other");
        }
    }

    /** The vector ends, and drops its cells, while a submitter looks for an empty one. */
    @JCStressTest
    @Outcome(id = "true, 3", expect = ACCEPTABLE, desc = "The item came before the seal.")
    @Outcome(id = "false, 2", expect = ACCEPTABLE, desc = "The item came after it.")
    @Outcome(expect = FORBIDDEN, desc = "The item went into a vector that had ended: nobody will work on it.")
    @State
    public static class AddAgainstEnd {

        private final ItemVector<String, String, String> vector = vector(3);

        @Actor
        public void submitter(ZI_Result r) {
            r.r1 = vector.tryAdd("item");
        }

        @Actor
        public void worker(ZI_Result r) {
            vector.tryAdd("item");
            r.r2 = vector.close();
        }
    }

    /** The next vector begins where this one ends, whoever has sealed it and whether or not it has ended. */
    @JCStressTest
    @Outcome(
            id = {"true, 2", "false, 1"},
            expect = ACCEPTABLE,
            desc = "The places go on without a gap.")
    @Outcome(expect = FORBIDDEN, desc = "Two items have one place, or a place has none.")
    @State
    public static class SuccessorAgainstEnd {

        private final ItemVector<String, String, String> vector = vector(4);

        @Actor
        public void submitter(ZI_Result r) {
            r.r1 = vector.tryAdd("item");
            r.r2 = (int) vector.successor("next", 1).firstPlace();
        }

        @Actor
        public void worker() {
            vector.close();
        }
    }
}

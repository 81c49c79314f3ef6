package io.millrace.testkit;

import java.util.List;

/**
 * The stages of a generated pipeline, the first that an item comes to first.
 *
 * @param stages may be none
 */
public record Topology(List<Stage> stages) {

    /** How a stage works on items. */
    public enum Stage {
        /** On many at once, and passes them on in order. */
        PARALLEL,
        /** On one of each key at once, in order. */
        KEYED,
        /** On several as one. */
        BATCHED,
        /** On many at once, and passes each on when it is done. */
        UNORDERED
    }

    /** Copies the stages. */
    public Topology {
        stages = List.copyOf(stages);
    }

    /** Returns whether items come out in the order in which they went in. */
    public boolean keepsOrder() {
        return !stages.contains(Stage.UNORDERED);
    }
}

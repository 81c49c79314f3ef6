package io.millrace.testkit;

import java.util.Objects;

/** Where assertions of recordings begin. */
public final class MillraceAssertions {

    private MillraceAssertions() {}

    /** Returns what can be asserted of a recording. */
    public static RunAssert assertThat(Recording recording) {
        return new RunAssert(Objects.requireNonNull(recording, "recording"));
    }
}

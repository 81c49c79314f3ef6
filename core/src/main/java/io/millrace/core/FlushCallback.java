package io.millrace.core;

import org.jspecify.annotations.Nullable;

/** Receives the entries that leave a domain without having been delivered, or without having been finished by their holder. */
@FunctionalInterface
public interface FlushCallback {

    /** Called once for each entry. The entry is released after the call, see {@link Operation#RELEASE}. Must not throw. */
    void flushed(long header, @Nullable Object payload);
}

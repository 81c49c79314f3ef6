package io.millrace.benchmarks.packets;

import java.util.Locale;

/** What else the machine has to do. */
enum TcryptLoad {
    /** Nothing that is known of. */
    IDLE,
    /** As much as it can do: see {@link BackgroundLoad}. */
    LOADED;

    BackgroundLoad begin() {
        return new BackgroundLoad(this == LOADED ? Runtime.getRuntime().availableProcessors() : 0);
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

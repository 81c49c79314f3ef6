package io.millrace.core;

/** The eight priorities of an entry: {@link #HIGHEST} is served first, and a lower one never starves. */
public final class EntryPriority {

    /** The number of priorities. */
    public static final int LEVELS = 8;

    /** Served before all others. */
    public static final int HIGHEST = 0;

    /** What an entry has unless it asks for something else. */
    public static final int NORMAL = 4;

    /** Served after all others, but never less than about one percent of the time. */
    public static final int LOWEST = LEVELS - 1;

    private EntryPriority() {}
}

package io.millrace.applications;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes threads from the factory of a framework, which gives them what the framework wants of them, and names them after
 * Millrace, so that everybody can see who runs what.
 */
public final class MillraceThreads implements ThreadFactory {

    /** What the names of Millrace's threads begin with. */
    public static final String PREFIX = "millrace-";

    private final ThreadFactory framework;

    /** Takes threads from {@code framework}. */
    public MillraceThreads(ThreadFactory framework) {
        this.framework = framework;
    }

    @Override
    public @Nullable Thread newThread(Runnable loop) {
        Thread thread = framework.newThread(loop);
        if (thread != null) {
            thread.setName(PREFIX + thread.getName());
        }
        return thread;
    }
}

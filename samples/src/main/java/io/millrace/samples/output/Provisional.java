package io.millrace.samples.output;

import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * A file that vanishes unless it is kept: when it is closed, or when the JVM is told to stop. The JVM may be told so at
 * any time, also while the file is created; then it either vanishes again or is not created at all.
 */
public final class Provisional implements AutoCloseable {
    private final FileAction discard;
    private final Thread hook;
    private boolean ended;

    /**
     * Creates nothing yet.
     *
     * @param what names the file's part in the run
     */
    public Provisional(String what, FileAction discard) {
        this.discard = discard;
        this.hook = new Thread(this::discard, "millrace-discard-" + what);
    }

    /** Creates the file and returns this; what fails here leaves nothing to close. */
    public Provisional create(FileAction create) throws IOException {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            throw stopped();
        }
        boolean created = false;
        try {
            synchronized (this) {
                if (ended) {
                    throw stopped();
                }
                create.run();
                created = true;
                return this;
            }
        } finally {
            if (!created) {
                end();
            }
        }
    }

    /** Does what makes the file last and returns true, or returns false when it has vanished already. */
    public synchronized boolean keep(FileAction keep) throws IOException {
        if (ended) {
            return false;
        }
        keep.run();
        ended = true;
        return true;
    }

    @Override
    public void close() {
        discard();
        end();
    }

    synchronized void discard() {
        if (!ended) {
            ended = true;
            try {
                discard.run();
            } catch (IOException failure) {
                System.getLogger(Provisional.class.getName())
                        .log(System.Logger.Level.WARNING, "expected to delete what is not complete", failure);
            }
        }
    }

    private synchronized void end() {
        ended = true;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The JVM is stopping already, and the hook runs or has run.
        }
    }

    private static InterruptedIOException stopped() {
        return new InterruptedIOException("expected to run on, found that the JVM is told to stop");
    }

    /** A step with a file. */
    @FunctionalInterface
    public interface FileAction {
        /** Does it. */
        void run() throws IOException;
    }
}

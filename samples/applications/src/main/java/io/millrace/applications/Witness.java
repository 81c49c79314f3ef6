package io.millrace.applications;

import io.millrace.samples.CommandException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Who ran a piece of work: the names of the threads that came by. */
public final class Witness {

    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    /** Makes a witness that has seen nobody. */
    public Witness() {}

    /** Notes the calling thread. */
    public void note() {
        threads.add(Thread.currentThread().getName());
    }

    /** Returns the names of the threads that came by, sorted. */
    public Collection<String> threads() {
        return new TreeSet<>(threads);
    }

    /** Refuses work that others than Millrace have run, or nobody. */
    public void requireMillrace() throws CommandException {
        for (String thread : threads()) {
            if (!thread.startsWith(MillraceThreads.PREFIX)) {
                throw CommandException.data("expected threads of Millrace to do the work, found " + thread);
            }
        }
        if (threads.isEmpty()) {
            throw CommandException.data("expected threads of Millrace to do the work, found none");
        }
    }
}

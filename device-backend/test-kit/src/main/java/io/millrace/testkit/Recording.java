package io.millrace.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The history of a run: what happened to which task, and which item of which series went in and came out, one after the other. Things are only added to it.
 *
 * <p>A task has a name of its own, and perhaps a key: tasks of one key are those that must not run at once. A series is a line of items that should come out as they
 * went in. Names, keys, series and items are compared by {@code equals}, so they should not change, and appear in messages by {@code toString}.
 *
 * <p><b>Threading.</b> All methods may be called by any thread. What a thread records before something happens that another thread sees has the lower number.
 *
 * <p><b>Ordering.</b> What happens at once is recorded in some order. A task is recorded to start right before its body and to end right after it: two that are seen
 * at once were at once.
 */
public final class Recording {

    /** Guarded by this, as all else. */
    private final List<Event> events = new ArrayList<>();

    private final Set<String> submitted = new HashSet<>();
    private final Map<String, Object> keys = new HashMap<>();
    private final Map<String, IntSupplier> watched = new LinkedHashMap<>();

    /** Creates one in which nothing has happened. */
    public Recording() {}

    // Tasks.

    /**
     * Records that a task is submitted, and returns it: what it does is recorded as well.
     *
     * @throws IllegalArgumentException if another task has the name
     */
    public Runnable task(String name, Runnable body) {
        Objects.requireNonNull(body, "body");
        submitted(name);
        return recorded(name, body);
    }

    /**
     * Records that a task of a key is submitted, and returns it: what it does is recorded as well.
     *
     * @throws IllegalArgumentException if another task has the name
     */
    public Runnable task(String name, Object key, Runnable body) {
        Objects.requireNonNull(body, "body");
        submitted(name, key);
        return recorded(name, body);
    }

    private Runnable recorded(String name, Runnable body) {
        return () -> {
            started(name);
            try {
                body.run();
            } catch (Throwable failure) {
                failed(name);
                throw failure;
            }
            ended(name);
        };
    }

    /**
     * Records that a task is submitted, for code that cannot have one from {@link #task(String, Runnable)}.
     *
     * @throws IllegalArgumentException if another task has the name
     */
    public void submitted(String name) {
        submit(name, null);
    }

    /**
     * Records that a task of a key is submitted, for code that cannot have one from {@link #task(String, Object, Runnable)}.
     *
     * @throws IllegalArgumentException if another task has the name
     */
    public void submitted(String name, Object key) {
        submit(name, Objects.requireNonNull(key, "key"));
    }

    private synchronized void submit(String name, @Nullable Object key) {
        Objects.requireNonNull(name, "name");
        if (!submitted.add(name)) {
            throw new IllegalArgumentException("name is taken, each task needs one of its own: name=" + name);
        }
        if (key != null) {
            keys.put(name, key);
        }
        happens(Event.Kind.SUBMITTED, name);
    }

    /** Records that a task that is submitted was refused, so that nobody waits for it to run. */
    public void rejected(String name) {
        happens(Event.Kind.REJECTED, name);
    }

    /** Records that a task starts. It need not have been submitted here; then it has no key. */
    public void started(String name) {
        happens(Event.Kind.STARTED, name);
    }

    /** Records that a task ends. */
    public void ended(String name) {
        happens(Event.Kind.ENDED, name);
    }

    /** Records that a task ends by throwing something. */
    public void failed(String name) {
        happens(Event.Kind.FAILED, name);
    }

    private synchronized void happens(Event.Kind kind, String name) {
        Objects.requireNonNull(name, "name");
        add(kind, name, keys.get(name));
    }

    // Series.

    /** Records that an item of a series is about to be handed in. */
    public void submits(Object series, Object item) {
        add(Event.Kind.HANDED_IN, Objects.requireNonNull(item, "item"), Objects.requireNonNull(series, "series"));
    }

    /** Records that an item of a series has come out. */
    public void emits(Object series, Object item) {
        add(Event.Kind.EMITTED, Objects.requireNonNull(item, "item"), Objects.requireNonNull(series, "series"));
    }

    private synchronized void add(Event.Kind kind, Object subject, @Nullable Object group) {
        events.add(new Event(
                events.size() + 1, kind, subject, group, Thread.currentThread().getName()));
    }

    // Credits.

    /** Has {@link RunAssert#conservesCredits()} look at a figure: how much is in flight somewhere. */
    public synchronized void watches(IntSupplier inFlight) {
        watches("figure-" + (watched.size() + 1), inFlight);
    }

    /**
     * Has {@link RunAssert#conservesCredits()} look at a figure that has a name.
     *
     * @throws IllegalArgumentException if another figure has the name
     */
    public synchronized void watches(String name, IntSupplier inFlight) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(inFlight, "inFlight");
        if (watched.putIfAbsent(name, inFlight) != null) {
            throw new IllegalArgumentException("name is taken, each figure needs one of its own: name=" + name);
        }
    }

    // What is asserted, or had again.

    /** Returns the order in which tasks have started so far, each for the first time: such as one of real threads, for {@link SimulatedStarts} to follow. */
    public StartOrder startOrder() {
        return new StartOrder(history().select(event -> event.is(Event.Kind.STARTED)).stream()
                .map(event -> event.subject().toString())
                .distinct()
                .toList());
    }

    synchronized History history() {
        return new History(events);
    }

    /** A copy: a figure is asked for where this is not locked. */
    synchronized Map<String, IntSupplier> watched() {
        return new LinkedHashMap<>(watched);
    }

    /** Tells for people all that has happened so far, a line each. */
    @Override
    public String toString() {
        History all = history();
        return "recording[events=" + all.events().size() + "]" + History.lines(all.events());
    }
}

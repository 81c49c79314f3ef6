package io.millrace.executor;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RunnableFuture;
import org.jspecify.annotations.Nullable;

/** A view whose tasks are those of one key, one at a time. */
final class AtomicView extends TaskView {

    private final KeyedLine line;
    private final KeyAddress address;
    private final Entrance entrance;

    AtomicView(String name, KeyAddress key, @Nullable Bound bound, Entrance entrance, Capture capture) {
        super(
                name,
                entrance.lifecycle(),
                bound,
                capture,
                (view, task) -> new KeyedTask(view, entrance.stamped(task), key, entrance));
        line = new KeyedLine(entrance.keys(), key);
        address = key;
        this.entrance = entrance;
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> returned = super.shutdownNow();
        entrance.passTakenOut();
        return returned;
    }

    @Override
    String subject() {
        return "key=" + address.name() + ", ";
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new SubmittedTask<>(captured(callable), lifecycle(), false, line);
    }
}

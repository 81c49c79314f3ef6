package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.millrace.core.contract.TimeLimit;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskRollTest {

    private static final int BURST = 1_000;

    private final TaskRoll roll = new TaskRoll();
    private final TaskView view = new TaskView("view", new Lifecycle("executor"), Waiting::new);

    private static final class Waiting extends Pending {

        private static final long serialVersionUID = 1L;

        Waiting(TaskView view, Runnable task) {
            super(view, task);
        }

        @Override
        boolean submit() {
            throw new AssertionError("nobody submits");
        }
    }

    private record Numbered(int number) implements Runnable {
        @Override
        public void run() {
            throw new AssertionError("nobody runs " + number);
        }
    }

    private Pending add(Runnable task) {
        Pending pending = new Waiting(view, task);
        roll.add(pending);
        return pending;
    }

    @Test
    void shouldKeepNoTaskThatHasStartedBeforeTheNextOneCame() {
        for (int i = 0; i < 10; i++) {
            Pending pending = add(() -> {});
            assertNull(pending.older);
            pending.take();
        }
    }

    @Test
    void shouldTakeNoTaskForEndedThatCameMeanwhile() {
        Pending ended = add(() -> {});
        ended.take();
        Pending before = roll.newest();
        Runnable faster = new Numbered(1);
        add(faster);
        assertFalse(roll.tryAddAfter(before, new Waiting(view, new Numbered(2))));
        assertEquals(List.of(faster), roll.surrender());
    }

    @Test
    void shouldSurrenderWhatHasNotStartedOldestFirst() {
        List<Runnable> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Runnable task = new Numbered(i);
            Pending pending = add(task);
            if (i % 3 == 0) {
                expected.add(task);
            } else {
                pending.take();
            }
        }
        assertEquals(expected, roll.surrender());
        assertEquals(List.of(), roll.surrender());
    }

    @Test
    void shouldForgetABurstThatHasEndedWithTheNextTask() {
        List<WeakReference<Pending>> ended = burst();
        roll.tryAddAfter(roll.newest(), new Waiting(view, () -> {}));
        awaitForgotten(ended);
    }

    @Test
    void shouldForgetABurstThatHasEndedWithAsManyTasksMoreThoughOneIsLeft() {
        add(new Numbered(0));
        List<WeakReference<Pending>> ended = burst();
        for (int i = 0; i <= 2 * BURST; i++) {
            add(() -> {}).take();
        }
        awaitForgotten(ended);
        assertEquals(List.of(new Numbered(0)), roll.surrender());
    }

    /** Adds so many that they are moved to the list, and only then takes them. */
    private List<WeakReference<Pending>> burst() {
        List<Pending> all = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            all.add(add(() -> {}));
        }
        all.forEach(Pending::take);
        return all.stream().map(pending -> new WeakReference<>(pending)).toList();
    }

    private static void awaitForgotten(List<WeakReference<Pending>> ended) {
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            while (ended.stream().anyMatch(pending -> pending.get() != null)) {
                System.gc();
            }
        }
    }
}

package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyLaneTest {

    private static final int ROUNDS = 20_000;

    private final KeyLanes keys = new KeyLanes();
    private final KeyAddress key = new KeyAddress("key");

    /** Numbers of tasks that have run. Plain: two tasks at once, or one that misses the one before, lose an element. */
    private final List<Integer> ran = new ArrayList<>();

    private final TaskView view =
            new TaskView("view", new Lifecycle("executor"), (of, task) -> new KeyedTask(of, task, key, null));

    private record Numbered(int number, List<Integer> ran) implements Runnable {
        @Override
        public void run() {
            ran.add(number);
        }
    }

    private KeyedTask task(int number) {
        return new KeyedTask(view, new Numbered(number, ran), key, null);
    }

    private static void work(KeyLane lane) {
        KeyedTask task = lane.first();
        while (task != null) {
            task.run();
            task = lane.pass(task);
        }
    }

    @Test
    void shouldRunATaskThatComesBeforeTheClosingAndNoOther() {
        KeyedTask first = task(0);
        KeyedTask second = task(1);
        KeyLane lane = keys.add(first);
        assertNotNull(lane);
        assertNull(keys.add(second));
        assertEquals(1, lane.waiting());
        assertSame(second, lane.pass(first));
        assertEquals(0, lane.waiting());
        assertFalse(keys.isClear());
        assertNull(lane.pass(second));
        assertFalse(lane.append(task(2)));
        assertTrue(keys.isClear());
        assertNotSame(lane, keys.add(task(3)));
    }

    @Test
    void shouldKeepKeysApartThatHashAlike() {
        KeyLane lane = keys.add(task(0));
        KeyedTask other = new KeyedTask(
                view,
                () -> {},
                new KeyAddress(new Object() {
                    @Override
                    public int hashCode() {
                        return "key".hashCode();
                    }
                }),
                null);
        KeyLane otherLane = keys.add(other);
        assertNotNull(lane);
        assertNotNull(otherLane);
        assertNull(lane.pass(lane.first()));
        assertEquals(1, keys.size());
        assertNull(otherLane.pass(other));
        assertEquals(0, keys.size());
    }

    /** Or else a task that is old would keep alive all that came after it. */
    @Test
    void shouldDropTheLinkOfATaskThatHasRun() {
        KeyedTask first = task(0);
        KeyLane lane = keys.add(first);
        assertNotNull(lane);
        keys.add(task(1));
        lane.pass(first);
        assertNull(first.next());
    }

    @Test
    void shouldGiveEachTaskToTheWorkerOrToTheWalk() throws Exception {
        var pool = Executors.newSingleThreadExecutor();
        AtomicInteger outOfOrder = new AtomicInteger();
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            for (int round = 0; round < ROUNDS; round++) {
                ran.clear();
                KeyLane lane = keys.add(task(0));
                assertNotNull(lane);
                for (int i = 1; i < 8; i++) {
                    keys.add(task(i));
                }
                var worker = pool.submit(() -> work(lane));
                List<Runnable> returned = new ArrayList<>();
                keys.surrenderTo(returned);
                worker.get();
                List<Integer> all = new ArrayList<>(ran);
                for (int i = 0; i < returned.size(); i++) {
                    int number = ((Numbered) returned.get(i)).number();
                    all.add(number);
                    outOfOrder.addAndGet(i > 0 && ((Numbered) returned.get(i - 1)).number() > number ? 1 : 0);
                }
                all.sort(null);
                assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), all);
                assertEquals(0, keys.size());
            }
        } finally {
            pool.shutdown();
        }
        assertEquals(0, outOfOrder.get());
    }
}

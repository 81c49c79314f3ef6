package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor executor;

    @BeforeEach
    void openExecutor() {
        executor = MillraceExecutors.newFixedThreadPool(2, threads);
    }

    @AfterEach
    void closeExecutor() {
        executor.close();
        assertEquals(0, executor.snapshot().inFlight());
        assertEquals(0, executor.keys().size());
    }

    @Test
    void shouldKeepTheTasksOfAKeyApartAndInOrder() {
        ExclusivityChecker exclusivity = new ExclusivityChecker();
        OrderChecker order = new OrderChecker();
        for (int i = 0; i < 20_000; i++) {
            int number = i;
            Object key = List.of("key", i % 7);
            executor.atomic(key).execute(() -> {
                exclusivity.enter(key);
                order.seen(key, number);
                exclusivity.leave(key);
            });
        }
        executor.close();
        exclusivity.verify();
        order.verify();
        assertEquals(20_000, executor.snapshot().completed());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    void shouldKeepTheTasksOfAKeyApartWithAnyNumberOfWorkers(int workers) {
        ExclusivityChecker exclusivity = new ExclusivityChecker();
        OrderChecker order = new OrderChecker();
        MillraceExecutor other =
                MillraceExecutors.builder().workers(workers).credits(8).build();
        try (other) {
            for (int i = 0; i < 20_000; i++) {
                int number = i;
                Integer key = i % 70 == 0 ? 0 : i % 1000;
                other.atomic(key).execute(() -> {
                    exclusivity.enter(key);
                    order.seen(key, number);
                    exclusivity.leave(key);
                });
            }
        }
        exclusivity.verify();
        order.verify();
        assertEquals(20_000, other.snapshot().completed());
        assertEquals(0, other.keys().size());
    }

    /** Each task of the one key submits the next, so its lane is never left. */
    @Test
    void shouldRunOtherKeysBesideOneThatAlwaysHasMore() throws Exception {
        try (MillraceExecutor single = MillraceExecutors.newSingleThreadExecutor(threads)) {
            AtomicBoolean done = new AtomicBoolean();
            ExecutorService endless = single.atomic("endless");
            endless.execute(new Runnable() {
                @Override
                public void run() {
                    if (!done.get()) {
                        endless.execute(this);
                    }
                }
            });
            single.atomic("other").submit(() -> {}).get();
            single.submit(() -> {}).get();
            done.set(true);
        }
    }

    @Test
    void shouldRunOtherKeysBesideABlockedOne() throws Exception {
        Gate gate = new Gate();
        executor.atomic("blocked").execute(gate);
        gate.entered();
        executor.atomic("blocked").execute(() -> {});
        executor.atomic("other").submit(() -> {}).get();
        gate.open();
    }

    @Test
    void shouldKeepNothingForIdleKeys() throws Exception {
        for (int i = 0; i < 50_000; i++) {
            executor.atomic(i).execute(() -> {});
        }
        executor.close();
        assertEquals(0, executor.keys().size());
    }

    @Test
    void shouldRunDirectedTasksOnOneThreadInOrder() throws Exception {
        ExecutorService directed = executor.directed(1);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        OrderChecker order = new OrderChecker();
        for (int i = 0; i < 5_000; i++) {
            int number = i;
            directed.execute(() -> {
                seen.add(Thread.currentThread());
                order.seen("directed", number);
            });
            executor.execute(() -> {});
        }
        directed.shutdown();
        assertTrue(directed.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(1, seen.size());
        order.verify();
    }

    @Test
    void shouldSpreadDirectedViewsOverTheWorkers() throws Exception {
        Thread first = executor.directed().submit(Thread::currentThread).get();
        Thread second = executor.directed().submit(Thread::currentThread).get();
        Thread third = executor.directed().submit(Thread::currentThread).get();
        assertFalse(first == second);
        assertTrue(first == third);
    }

    @Test
    void shouldStartHigherPrioritiesFirst() throws Exception {
        try (MillraceExecutor single = MillraceExecutors.newSingleThreadExecutor(threads)) {
            Gate gate = new Gate();
            single.execute(gate);
            gate.entered();
            List<String> ran = Collections.synchronizedList(new ArrayList<>());
            single.priority(7).execute(() -> ran.add("lowest"));
            single.execute(() -> ran.add("normal"));
            single.priority(0).execute(() -> ran.add("highest"));
            gate.open();
            single.close();
            assertEquals(List.of("highest", "normal", "lowest"), ran);
        }
        assertThrows(IllegalArgumentException.class, () -> executor.priority(8));
        assertThrows(IllegalArgumentException.class, () -> executor.priority(-1));
    }

    @Test
    void shouldCloseOneViewAndNoOther() throws Exception {
        ExecutorService view = executor.atomic("key");
        ExecutorService other = executor.atomic("key");
        assertFalse(view.isShutdown());
        view.shutdown();
        assertTrue(view.isShutdown());
        assertTrue(view.isTerminated());
        assertThrows(RejectedExecutionException.class, () -> view.execute(() -> {}));
        assertFalse(other.isShutdown());
        other.submit(() -> {}).get();
        executor.submit(() -> {}).get();
    }

    @Test
    void shouldTerminateAViewWhenItsTasksHaveEnded() throws Exception {
        ExecutorService view = executor.priority(2);
        Gate gate = new Gate();
        view.execute(gate);
        gate.entered();
        view.shutdown();
        assertFalse(view.isTerminated());
        assertFalse(view.awaitTermination(1, TimeUnit.MILLISECONDS));
        gate.open();
        assertTrue(view.awaitTermination(20, TimeUnit.SECONDS));
        assertTrue(view.isTerminated());
    }

    @Test
    void shouldReturnTheUnstartedTasksOfOneView() throws Exception {
        ExecutorService view = executor.atomic("key");
        Gate gate = new Gate();
        view.execute(gate);
        gate.entered();
        List<Runnable> expected = new ArrayList<>();
        AtomicInteger others = new AtomicInteger();
        for (int i = 0; i < 300; i++) {
            Runnable task = new Gate();
            view.execute(task);
            expected.add(task);
            executor.atomic("key").execute(others::incrementAndGet);
        }
        assertEquals(expected, view.shutdownNow());
        assertEquals(List.of(), view.shutdownNow());
        assertFalse(gate.wasInterrupted());
        gate.open();
        assertTrue(view.awaitTermination(20, TimeUnit.SECONDS));
        executor.close();
        assertEquals(300, others.get());
    }

    @Test
    void shouldEndAViewWithItsExecutor() throws Exception {
        ExecutorService view = executor.directed();
        view.submit(() -> {}).get();
        executor.shutdown();
        assertTrue(view.isShutdown());
        assertThrows(RejectedExecutionException.class, () -> view.execute(() -> {}));
        assertTrue(view.awaitTermination(20, TimeUnit.SECONDS));
        assertTrue(view.isTerminated());
    }

    @Test
    void shouldRefuseToCombineViewsWithASentence() {
        for (ExecutorService view : List.of(
                executor.priority(0), executor.directed(), executor.atomic("key"), executor.driven("ui"), executor)) {
            String message = assertThrows(IllegalArgumentException.class, () -> executor.atomic(view))
                    .getMessage();
            assertTrue(message.startsWith("views do not combine, and a view is no key: choose one promise"), message);
        }
    }

    @Test
    void shouldRefuseNull() {
        assertThrows(NullPointerException.class, () -> executor.atomic("key").execute(null));
        assertThrows(NullPointerException.class, () -> executor.directed().execute(null));
        assertThrows(
                NullPointerException.class,
                () -> executor.ordered(executor.newSeries()).execute(null));
    }
}

package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The threads: those that come by themselves, and those of all kinds of factories. */
abstract class ThreadConformance extends ConformanceCase {

    ThreadConformance(Subject subject) {
        super(subject);
    }

    private ExecutorService openWithThreadsOfItsOwn() {
        return keep(subject().open());
    }

    private Set<Thread> allThreads(ExecutorService executor) throws Exception {
        Set<Thread> seen = new HashSet<>();
        List<Future<Thread>> futures = new ArrayList<>();
        List<Gate> gates = new ArrayList<>();
        for (int i = 0; i < subject().parallelism(); i++) {
            Gate gate = gate();
            gates.add(gate);
            futures.add(executor.submit(() -> {
                gate.run();
                return Thread.currentThread();
            }));
            gate.entered();
        }
        gates.forEach(Gate::open);
        for (Future<Thread> future : futures) {
            seen.add(future.get());
        }
        return seen;
    }

    @Test
    void shouldRunTasksInThreadsOfItsOwn() throws Exception {
        ExecutorService executor = openWithThreadsOfItsOwn();
        Set<Thread> seen = allThreads(executor);
        assertEquals(subject().parallelism(), seen.size());
        assertFalse(seen.contains(Thread.currentThread()));
    }

    @Test
    void shouldGiveEachThreadANameWithANumber() throws Exception {
        Set<String> names = new HashSet<>();
        for (Thread thread : allThreads(openWithThreadsOfItsOwn())) {
            assertTrue(thread.getName().matches(".*[0-9]+"), thread.getName());
            assertTrue(names.add(thread.getName()), thread.getName());
        }
        for (Thread thread : allThreads(openWithThreadsOfItsOwn())) {
            assertTrue(names.add(thread.getName()), thread.getName());
        }
    }

    @Test
    void shouldHaveThreadsThatKeepTheProcessAlive() throws Exception {
        requires(Habit.KEEPS_THE_PROCESS_ALIVE);
        AtomicReference<Set<Thread>> seen = new AtomicReference<>(Set.of());
        Thread creator = new Thread(() -> seen.set(seenBy(openWithThreadsOfItsOwn())));
        creator.setDaemon(true);
        creator.start();
        creator.join();
        assertEquals(subject().parallelism(), seen.get().size());
        for (Thread thread : seen.get()) {
            assertFalse(thread.isDaemon());
        }
    }

    @Test
    void shouldHaveThreadsOfNormalPriorityWhoeverSubmits() throws Exception {
        requires(Habit.HAS_THREADS_OF_EXECUTORS);
        AtomicReference<Set<Thread>> seen = new AtomicReference<>(Set.of());
        Thread creator = new Thread(() -> seen.set(seenBy(openWithThreadsOfItsOwn())));
        creator.setPriority(Thread.MIN_PRIORITY);
        creator.start();
        creator.join();
        assertEquals(subject().parallelism(), seen.get().size());
        for (Thread thread : seen.get()) {
            assertEquals(Thread.NORM_PRIORITY, thread.getPriority());
        }
    }

    private Set<Thread> seenBy(ExecutorService executor) {
        try {
            return allThreads(executor);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldHaveTheClassLoaderAndTheGroupOfTheThreadThatSubmitsFirst() throws Exception {
        requires(Habit.HAS_THREADS_OF_EXECUTORS);
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        ClassLoader own = new ClassLoader(before) {};
        ExecutorService executor = openWithThreadsOfItsOwn();
        current.setContextClassLoader(own);
        try {
            assertSame(
                    own,
                    executor.submit(() -> Thread.currentThread().getContextClassLoader())
                            .get());
            assertSame(
                    current.getThreadGroup(),
                    executor.submit(() -> Thread.currentThread().getThreadGroup())
                            .get());
        } finally {
            current.setContextClassLoader(before);
        }
    }

    @Test
    void shouldTakeItsThreadsFromTheFactory() throws Exception {
        ExecutorService executor = open();
        Set<Thread> seen = allThreads(executor);
        assertEquals(subject().parallelism(), seen.size());
        assertTrue(threads.made.containsAll(seen));
    }

    @Test
    void shouldStartAThreadWhenItIsNeededAndNoneTooMany() throws Exception {
        ExecutorService executor = open();
        assertEquals(0, threads.made.size());
        executor.submit(() -> {}).get();
        assertTrue(threads.made.size() >= 1);
        for (int i = 0; i < 200; i++) {
            executor.submit(() -> {}).get();
        }
        if (has(Habit.ENDS_ITS_THREADS)) {
            assertTrue(threads.made.size() <= subject().parallelism(), "made: " + threads.made.size());
        }
    }

    @Test
    void shouldKeepTheSettingsOfTheThreadsOfAFactory() throws Exception {
        requires(Habit.TAKES_A_THREAD_FACTORY);
        ExecutorService executor = open(loop -> {
            Thread thread = threads.newThread(loop);
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.setName("named by the factory");
            return thread;
        });
        Thread thread = executor.submit(Thread::currentThread).get();
        assertTrue(thread.isDaemon());
        assertEquals(Thread.MIN_PRIORITY, thread.getPriority());
        assertEquals("named by the factory", thread.getName());
    }

    @Test
    void shouldRejectWhenTheFactoryReturnsNull() throws Exception {
        requires(Habit.TAKES_A_THREAD_FACTORY);
        requires(Habit.REJECTS_WITHOUT_A_THREAD);
        ExecutorService executor = open(loop -> null);
        AtomicInteger ran = new AtomicInteger();
        assertThrows(RejectedExecutionException.class, () -> executor.execute(ran::incrementAndGet));
        assertThrows(RejectedExecutionException.class, () -> executor.submit(ran::incrementAndGet));
        finish(executor);
        assertEquals(0, ran.get());
    }

    @Test
    void shouldThrowWhatTheFactoryThrowsAndEnqueueNothing() throws Exception {
        requires(Habit.TAKES_A_THREAD_FACTORY);
        for (Throwable failure : List.of(new IllegalStateException("planned"), new OutOfMemoryError("planned"))) {
            ExecutorService executor = open(loop -> {
                ConformanceFailure.sneak(failure);
                return null;
            });
            AtomicInteger ran = new AtomicInteger();
            assertSame(failure, assertThrows(Throwable.class, () -> executor.execute(ran::incrementAndGet)));
            assertSame(failure, assertThrows(Throwable.class, () -> executor.submit(ran::incrementAndGet)));
            assertEquals(List.of(), executor.shutdownNow());
            finish(executor);
            assertEquals(0, ran.get());
        }
    }

    @Test
    void shouldRecoverFromAFactoryThatThrowsNowAndThen() throws Exception {
        requires(Habit.TAKES_A_THREAD_FACTORY);
        AtomicInteger calls = new AtomicInteger();
        ExecutorService executor = open(loop -> {
            if (calls.getAndIncrement() % 2 == 0) {
                throw new IllegalStateException("planned");
            }
            return threads.newThread(loop);
        });
        assertThrows(IllegalStateException.class, () -> executor.execute(() -> {}));
        int accepted = 0;
        for (int i = 0; i < 20; i++) {
            try {
                assertEquals(i, executor.submit(sameAs(i)).get());
                accepted++;
            } catch (IllegalStateException planned) {
                assertFalse(has(Habit.GOES_ON_WITH_FEWER_THREADS));
            }
        }
        assertTrue(accepted >= 18, "accepted: " + accepted);
    }

    private static java.util.concurrent.Callable<Integer> sameAs(int number) {
        return () -> number;
    }

    @Test
    void shouldGoOnWithTheThreadsThatItHasWhenTheFactoryGivesNoMore() throws Exception {
        requires(Habit.TAKES_A_THREAD_FACTORY);
        requires(Habit.GOES_ON_WITH_FEWER_THREADS);
        AtomicInteger calls = new AtomicInteger();
        ThreadFactory once = loop -> {
            if (calls.getAndIncrement() > 0) {
                throw new IllegalStateException("planned");
            }
            return threads.newThread(loop);
        };
        ExecutorService executor = open(once);
        for (int i = 0; i < 20; i++) {
            assertEquals(i, executor.submit(sameAs(i)).get());
        }
    }

    @Test
    void shouldRunInVirtualThreads() throws Exception {
        requires(Habit.TAKES_A_THREAD_FACTORY);
        ThreadFactory virtual = Jdk.virtualThreads();
        ExecutorService executor = open(virtual);
        for (Thread thread : allThreads(executor)) {
            assertTrue(Jdk.isVirtual(thread));
        }
        finish(executor);
    }

    @Test
    void shouldTakeTasksFromVirtualThreads() throws Exception {
        ThreadFactory virtual = Jdk.virtualThreads();
        ExecutorService executor = open();
        AtomicInteger sum = new AtomicInteger();
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            Thread thread = virtual.newThread(() -> {
                try {
                    sum.addAndGet(executor.submit(() -> number).get());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            thread.start();
            submitters.add(thread);
        }
        for (Thread thread : submitters) {
            thread.join();
        }
        assertEquals(50 * 49 / 2, sum.get());
    }

    @Test
    void shouldHaveThreadsApartFromThoseOfAnotherOne() throws Exception {
        Thread one = openWithThreadsOfItsOwn().submit(Thread::currentThread).get();
        Thread other = openWithThreadsOfItsOwn().submit(Thread::currentThread).get();
        assertNotSame(one, other);
    }
}

package io.millrace.executor;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our fork/join tasks have the methods of the JDK's, and those do the same. */
class ForkJoinParityTest {

    /** What is left out on purpose, and why. */
    private static final Map<String, String> LEFT_OUT = Map.ofEntries(entry(
            "pollSubmission()",
            "what is handed in to an executor is any Runnable, of which the workers begin the first in line"));

    private TimeLimit limit;

    @BeforeEach
    void limit() {
        limit = TimeLimit.seconds(20);
    }

    @AfterEach
    void endLimit() {
        limit.close();
    }

    record Pair(Class<?> jdk, Class<?> own) {}

    static List<Pair> pairs() {
        return List.of(
                new Pair(java.util.concurrent.ForkJoinTask.class, ForkJoinTask.class),
                new Pair(java.util.concurrent.CountedCompleter.class, CountedCompleter.class),
                new Pair(java.util.concurrent.RecursiveTask.class, RecursiveTask.class),
                new Pair(java.util.concurrent.RecursiveAction.class, RecursiveAction.class));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldHaveTheMethodsOfTheJdk(Pair pair) {
        Set<String> missing = signatures(pair.jdk());
        missing.removeAll(signatures(pair.own()));
        missing.removeAll(LEFT_OUT.keySet());
        assertEquals(Set.of(), missing);
    }

    /** Code that overrides or calls one must compile with ours too. */
    @ParameterizedTest
    @MethodSource("pairs")
    void shouldAllowWhatTheJdkAllows(Pair pair) {
        List<String> narrower = new ArrayList<>();
        for (Method jdk : visible(pair.jdk())) {
            Method own = find(pair.own(), jdk);
            if (own != null) {
                boolean isFinal = Modifier.isFinal(own.getModifiers()) && !Modifier.isFinal(jdk.getModifiers());
                boolean isHidden = Modifier.isPublic(jdk.getModifiers()) && !Modifier.isPublic(own.getModifiers());
                boolean isAbstract =
                        Modifier.isAbstract(own.getModifiers()) && !Modifier.isAbstract(jdk.getModifiers());
                if (isFinal || isHidden || isAbstract) {
                    narrower.add(signature(jdk));
                }
            }
        }
        assertEquals(List.of(), narrower);
    }

    @Test
    void shouldLeaveOutOnlyWhatThereIs() {
        Set<String> all = pairs().stream()
                .flatMap(pair -> signatures(pair.jdk()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(all.containsAll(LEFT_OUT.keySet()), () -> LEFT_OUT + " of " + all);
    }

    private static Set<String> signatures(Class<?> type) {
        return visible(type).stream().map(ForkJoinParityTest::signature).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Method> visible(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic()
                        && (Modifier.isPublic(method.getModifiers()) || Modifier.isProtected(method.getModifiers())))
                // Those of Future by default, which ours has as well.
                .filter(method -> !Set.of("state", "resultNow", "exceptionNow").contains(method.getName()))
                .toList();
    }

    private static Method find(Class<?> type, Method like) {
        return visible(type).stream()
                .filter(method -> signature(method).equals(signature(like)))
                .findFirst()
                .orElse(null);
    }

    private static String signature(Executable method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static MillraceExecutor open(int workers) {
        return MillraceExecutors.builder().workers(workers).spares(8).build();
    }

    /** Reaches what only subclasses do. */
    private abstract static class Inside extends RecursiveAction {

        static ForkJoinTask<?> peek() {
            return peekNextLocalTask();
        }

        static ForkJoinTask<?> pollOwn() {
            return pollNextLocalTask();
        }

        static ForkJoinTask<?> poll() {
            return pollTask();
        }
    }

    private static void run(MillraceExecutor executor, Runnable body) {
        executor.invoke(ForkJoinTask.adapt(body));
    }

    @Test
    void shouldNameTheExecutorOfATask() {
        assertNull(ForkJoinTask.getPool());
        assertFalse(ForkJoinTask.inForkJoinPool());
        try (MillraceExecutor executor = open(1)) {
            run(executor, () -> {
                assertSame(executor, ForkJoinTask.getPool());
                assertTrue(ForkJoinTask.inForkJoinPool());
            });
        }
    }

    @Test
    void shouldTakeBackTheNewestFirst() {
        AtomicInteger ran = new AtomicInteger();
        try (MillraceExecutor executor = open(1)) {
            run(executor, () -> {
                assertNull(Inside.peek());
                assertNull(Inside.pollOwn());
                assertNull(Inside.poll());
                ForkJoinTask<?> first = ForkJoinTask.adapt(ran::incrementAndGet).fork();
                ForkJoinTask<?> second =
                        ForkJoinTask.adapt(ran::incrementAndGet).fork();
                assertSame(second, Inside.peek());
                assertSame(second, Inside.pollOwn());
                assertSame(first, Inside.poll());
                assertNull(Inside.peek());
                assertEquals(0, ran.get());
                second.invoke();
                first.fork().join();
            });
        }
        assertEquals(2, ran.get());
        assertNull(Inside.peek());
        assertNull(Inside.poll());
    }

    @Test
    void shouldTakeWhatAnotherHasForked() throws Exception {
        AtomicBoolean begun = new AtomicBoolean();
        AtomicBoolean forked = new AtomicBoolean();
        AtomicBoolean taken = new AtomicBoolean();
        try (MillraceExecutor executor = open(2)) {
            executor.execute(() -> {
                spinUntil(begun);
                ForkJoinTask.adapt(() -> {}).fork();
                forked.set(true);
                spinUntil(taken);
            });
            executor.submit(() -> {
                        // From here on both workers have a task, and nobody else steals.
                        begun.set(true);
                        spinUntil(forked);
                        ForkJoinTask<?> task = Inside.poll();
                        taken.set(true);
                        assertNotNull(task);
                        return task.invoke();
                    })
                    .get();
        }
    }

    private static void spinUntil(AtomicBoolean flag) {
        while (!flag.get()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldKeepATag() {
        ForkJoinTask<?> task = ForkJoinTask.adapt(() -> {});
        assertEquals(0, task.getForkJoinTaskTag());
        assertEquals(0, task.setForkJoinTaskTag((short) -7));
        assertFalse(task.compareAndSetForkJoinTaskTag((short) 7, (short) 8));
        assertTrue(task.compareAndSetForkJoinTaskTag((short) -7, (short) 8));
        try (MillraceExecutor executor = open(1)) {
            executor.invoke(task);
        }
        assertEquals(8, task.getForkJoinTaskTag());
    }

    @Test
    void shouldHelpUntilNothingIsLeftThatWasForked() {
        for (int workers = 1; workers <= 3; workers++) {
            AtomicInteger ran = new AtomicInteger();
            try (MillraceExecutor executor = open(workers)) {
                for (int round = 1; round <= 50; round++) {
                    int expected = round * 127;
                    run(executor, () -> {
                        tree(ran, 6).fork();
                        ForkJoinTask.helpQuiesce();
                        assertEquals(expected, ran.get());
                    });
                }
            }
        }
        ForkJoinTask.helpQuiesce();
    }

    private static ForkJoinTask<?> tree(AtomicInteger ran, int depth) {
        return ForkJoinTask.adapt(() -> {
            if (depth > 0) {
                tree(ran, depth - 1).fork();
                tree(ran, depth - 1).fork();
            }
            ran.incrementAndGet();
        });
    }

    @Test
    void shouldWaitForWhatAnotherHasBegun() {
        AtomicBoolean begun = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        try (MillraceExecutor executor = open(2)) {
            run(executor, () -> {
                ForkJoinTask.adapt(() -> {
                            begun.set(true);
                            long since = System.nanoTime();
                            while (System.nanoTime() - since < 20_000_000) {
                                Thread.onSpinWait();
                            }
                            ended.set(true);
                        })
                        .fork();
                spinUntil(begun);
                ForkJoinTask.helpQuiesce();
                assertTrue(ended.get());
            });
        }
    }

    @Test
    void shouldNotWaitForThoseWhoWaitToo() {
        try (MillraceExecutor executor = open(2)) {
            for (int round = 0; round < 50; round++) {
                ForkJoinTask<?> first = executor.submit(ForkJoinTask.adapt(() -> ForkJoinTask.helpQuiesce()));
                ForkJoinTask<?> second = executor.submit(ForkJoinTask.adapt(() -> ForkJoinTask.helpQuiesce()));
                first.join();
                second.join();
            }
        }
    }

    @Test
    void shouldInterruptWhatWasAdaptedForThat() throws Exception {
        try (MillraceExecutor executor = open(1)) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicBoolean leftBehind = new AtomicBoolean(true);
            Callable<Boolean> endless = () -> {
                begun.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                return true;
            };
            ForkJoinTask<Boolean> part = ForkJoinTask.adaptInterruptible(endless);
            ForkJoinTask<?> whole = executor.submit(ForkJoinTask.adapt(() -> {
                part.fork().quietlyJoin();
                leftBehind.set(Thread.currentThread().isInterrupted());
            }));
            begun.await();
            assertTrue(part.cancel(true));
            whole.join();
            assertFalse(leftBehind.get());
            assertThrows(java.util.concurrent.CancellationException.class, part::join);
            assertEquals(7, executor.invoke(ForkJoinTask.adaptInterruptible(() -> {}, 7)));
            assertNull(executor.invoke(ForkJoinTask.adaptInterruptible(() -> {})));
        }
    }
}

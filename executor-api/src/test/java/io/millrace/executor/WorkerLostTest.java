package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.Ingress;
import io.millrace.core.Port;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers that are lost at the worst moments: before and after they have got, handed on or finished an entry, and before they have begun. What
 * they had at hand ends all the same, and in order.
 */
class WorkerLostTest {

    private static final int KILLS = Integer.getInteger("millrace.kills", 60);
    private static final int CALLS_FOR_ONE = 23;

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final AtomicInteger calls = new AtomicInteger();
    private final Set<Thread> dying = ConcurrentHashMap.newKeySet();

    /** A device of whose calls of a method some fail, without having done anything or after it. */
    private Device failing(String method, boolean after) {
        return Around.domains(
                UnaryOperator.identity(),
                part -> part instanceof Port port ? failing(Port.class, port, method, after, this::isTurn) : part);
    }

    private static <T> T failing(Class<T> type, T target, String failing, boolean after, BooleanSupplier isTurn) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean fails = method.getName().equals(failing) && isTurn.getAsBoolean();
                    if (fails && !after) {
                        throw new InternalError("planned");
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        if (fails) {
                            throw new InternalError("planned");
                        }
                        return result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    /** A device fails once for each thread: a second time, while that ends what it has at hand, would be one too many. */
    private synchronized boolean isTurn() {
        if (dying.contains(Thread.currentThread())) {
            return false;
        }
        boolean isTurn = calls.incrementAndGet() % CALLS_FOR_ONE == 0 && dying.size() < KILLS;
        if (isTurn) {
            dying.add(Thread.currentThread());
        }
        return isTurn;
    }

    @ParameterizedTest
    @CsvSource({
        "dequeue,false,2,64", "dequeue,true,2,64", "dequeue,true,1,4",
        "forward,false,2,64", "forward,true,2,64", "forward,false,1,4",
        "release,false,2,64", "release,true,2,64", "release,false,1,4"
    })
    void shouldLoseNoJobAndKeepTheOrder(String method, boolean after, int workers, int credits) throws Exception {
        int rounds = 50 * KILLS;
        OrderChecker order = new OrderChecker();
        AtomicIntegerArray runs = new AtomicIntegerArray(rounds);
        List<Future<?>> futures = new ArrayList<>();
        try (MillraceExecutor executor = threads.watched(MillraceExecutors.builder()
                        .workers(workers)
                        .credits(credits)
                        .threadFactory(threads)
                        .device(failing(method, after))
                        .build());
                Series one = executor.newSeries();
                Series other = executor.newSeries()) {
            for (int i = 0; i < rounds; i++) {
                int number = i;
                Series series = i % 3 == 0 ? one : other;
                series.put(new OrderedJob() {
                    @Override
                    public void parallel(Worker worker, long place) {
                        OrderedViewTest.burn(number % 100);
                    }

                    @Override
                    public void serial(Worker worker) {
                        order.seen(series, number);
                        runs.incrementAndGet(number);
                    }
                });
                if (i % 5 == 0) {
                    futures.add(executor.submit(() -> order.seen("plain" + Thread.currentThread(), number)));
                    futures.add(executor.atomic("key").submit(() -> order.seen("key", number)));
                    futures.add(executor.directed(0).submit(() -> order.seen("directed", number)));
                }
            }
            for (Future<?> future : futures) {
                future.get();
            }
        }
        order.verify();
        for (int i = 0; i < rounds; i++) {
            assertEquals(1, runs.get(i), "job " + i);
        }
        threads.join();
        assertEquals(KILLS, dying.size());
        // Told of each, and nobody else died.
        assertEquals(KILLS, threads.uncaught.size());
        assertTrue(threads.made.size() > 1, "replaced");
    }

    /** It is told in the middle of its part, or by whoever lets it go on, and goes on all the same. */
    @ParameterizedTest
    @CsvSource({"detach,false", "detach,true", "forward,false", "forward,true"})
    void shouldLoseNoJobThatIsToBeDetached(String method, boolean after) throws Exception {
        int rounds = 20 * KILLS;
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        BooleanSupplier isTurn = () -> {
            boolean fails = calls.incrementAndGet() % CALLS_FOR_ONE == 0;
            failures.addAndGet(fails ? 1 : 0);
            return fails;
        };
        OrderChecker order = new OrderChecker();
        AtomicInteger ended = new AtomicInteger();
        Device device = Around.domains(UnaryOperator.identity(), part -> switch (method) {
            case "detach" -> part instanceof Port port ? failing(Port.class, port, method, after, isTurn) : part;
            default -> part instanceof Ingress ingress ? failing(Ingress.class, ingress, method, after, isTurn) : part;
        });
        try (MillraceExecutor executor = threads.watched(MillraceExecutors.builder()
                        .workers(2)
                        .credits(64)
                        .threadFactory(threads)
                        .device(device)
                        .build());
                Series series = executor.newSeries()) {
            for (int i = 0; i < rounds; i++) {
                int number = i;
                series.put(new OrderedJob() {
                    @Override
                    public void parallel(Worker worker, long place) {
                        try {
                            DetachedJob detached = worker.detach();
                            Thread other = threads.newThread(detached::proceed);
                            other.start();
                        } catch (InternalError planned) {
                            told.incrementAndGet();
                        }
                    }

                    @Override
                    public void serial(Worker worker) {
                        order.seen(series, number);
                        ended.incrementAndGet();
                    }
                });
            }
        }
        order.verify();
        assertEquals(rounds, ended.get());
        threads.join();
        assertTrue(failures.get() >= rounds / CALLS_FOR_ONE);
        assertEquals(failures.get(), told.get() + threads.uncaught.size());
    }

    /** A factory whose threads do something of its own first, and fail by that. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldReplaceAThreadThatEndsBeforeItHasBegun(int workers) throws Exception {
        AtomicInteger made = new AtomicInteger();
        OrderChecker order = new OrderChecker();
        AtomicInteger ended = new AtomicInteger();
        int jobs = 2_000;
        try (MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(workers)
                        .credits(16)
                        .keepAlive(Duration.ZERO)
                        .threadFactory(loop -> {
                            int number = made.getAndIncrement();
                            return threads.newThread(() -> {
                                if (number % 3 == 0) {
                                    throw new InternalError("planned");
                                }
                                loop.run();
                            });
                        })
                        .build();
                Series series = executor.newSeries()) {
            for (int i = 0; i < jobs; i++) {
                int number = i;
                series.submit(new OrderedJob() {
                    @Override
                    public void parallel(Worker worker, long place) {}

                    @Override
                    public void serial(Worker worker) {
                        order.seen(series, number);
                        ended.incrementAndGet();
                    }
                });
                if (i % 100 == 0) {
                    while (series.outstanding() > 0 && i % 200 == 0) {
                        // Somebody who looks: those who only wait for a future do not.
                        executor.execute(() -> {});
                        Thread.yield();
                    }
                }
            }
        }
        order.verify();
        assertEquals(jobs, ended.get());
    }

    /** Nobody submits any more; whoever waits for the end looks. */
    @Test
    void shouldEndThoughTheOnlyThreadNeverBegan() throws Exception {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .threadFactory(loop -> threads.newThread(() -> {
                    if (made.getAndIncrement() == 0) {
                        throw new InternalError("planned");
                    }
                    loop.run();
                }))
                .build();
        executor.execute(ran::incrementAndGet);
        threads.made.get(0).join();
        executor.shutdown();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(1, ran.get());
        assertEquals(2, threads.made.size());
    }

    private static OrderedJob counted(AtomicInteger ended) {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {}

            @Override
            public void serial(Worker worker) {
                ended.incrementAndGet();
            }
        };
    }

    private MillraceExecutorBuilder whoseFirstThreadNeverBegins(int workers) {
        AtomicInteger made = new AtomicInteger();
        return MillraceExecutors.builder().workers(workers).threadFactory(loop -> {
            boolean first = made.getAndIncrement() == 0;
            return threads.newThread(() -> {
                if (first) {
                    throw new InternalError("planned");
                }
                loop.run();
            });
        });
    }

    /** Nobody comes but one who waits for room. */
    @Test
    void shouldGoOnForASubmitterWhoWaitsForRoom() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        try (MillraceExecutor executor =
                        whoseFirstThreadNeverBegins(1).credits(16).build();
                Series series = executor.newSeries()) {
            for (int i = 0; i < 1_000; i++) {
                series.put(counted(ended));
            }
        }
        assertEquals(1_000, ended.get());
    }

    /** The same, where it is the bound that has no room. */
    @Test
    void shouldGoOnForASubmitterWhoWaitsForAPlace() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        try (MillraceExecutor executor = whoseFirstThreadNeverBegins(1)
                .queueLimit(2)
                .onRejection(RejectedTaskHandler.waiting())
                .build()) {
            for (int i = 0; i < 100; i++) {
                executor.execute(ended::incrementAndGet);
            }
        }
        assertEquals(100, ended.get());
    }

    /** Another one works, which cannot do what this one was to do. */
    @Test
    void shouldReplaceAThreadThatDoesWhatNoOtherDoes() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        try (MillraceExecutor executor = whoseFirstThreadNeverBegins(2).build();
                Series series = executor.newSeries()) {
            executor.parallelWorkers(Set.of(0));
            executor.execute(() -> {});
            series.submit(counted(ended));
            while (ended.get() == 0) {
                Thread.onSpinWait();
            }
        }
    }

    /** A factory whose threads hand on what they should do, and end. Whoever has the place, there is one. */
    @Test
    void shouldHaveOneThreadForAPlaceWhoeverRunsIt() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .threadFactory(loop -> threads.newThread(() -> {
                    Thread thread = new Thread(loop);
                    threads.adopt(thread);
                    thread.start();
                }))
                .build()) {
            for (int i = 0; i < 1_000; i++) {
                executor.execute(ran::incrementAndGet);
            }
            while (ran.get() < 1_000) {
                executor.execute(() -> {});
                Thread.yield();
            }
        }
        threads.assertNothingUncaught();
    }
}

package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.Port;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that are killed, by the device or by handlers that throw, and what they leave behind. */
class WorkerDeathTest {

    private static final int KILLS = Integer.getInteger("millrace.kills", 60);
    private static final int LOOKS_FOR_ONE = 5;

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger kills = new AtomicInteger();

    /** A device of whose looks for work each fifth fails, so many times. */
    private Device killing() {
        return Around.domains(UnaryOperator.identity(), part -> part instanceof Port port ? killing(port) : part);
    }

    private Port killing(Port port) {
        return (Port) Proxy.newProxyInstance(
                Port.class.getClassLoader(), new Class<?>[] {Port.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("dequeue")
                            && looks.incrementAndGet() % LOOKS_FOR_ONE == 0
                            && kills.get() < KILLS) {
                        kills.incrementAndGet();
                        throw new IllegalStateException("planned");
                    }
                    try {
                        return method.invoke(port, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"60000,0,64", "0,0,64", "60000,4,64", "60000,0,1", "0,4,1"})
    void shouldBeReplacedAndLoseNothing(int keepAliveMillis, int spares, int credits) throws Exception {
        int tasks = 40 * KILLS;
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        int timersAtOnce = 8;
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(2)
                .spares(spares)
                .credits(credits)
                .keepAlive(Duration.ofMillis(keepAliveMillis))
                .threadFactory(threads)
                .device(killing())
                .build()) {
            List<ExecutorService> ways = Ways.of(executor);
            List<Future<?>> futures = new ArrayList<>();
            for (int task = 0; task < tasks; task++) {
                int number = task;
                int way = task % (ways.size() + 1);
                futures.add(
                        way == ways.size()
                                ? executor.schedule(() -> runs.incrementAndGet(number), 10, TimeUnit.MICROSECONDS)
                                : ways.get(way).submit(() -> runs.incrementAndGet(number)));
                if (task % timersAtOnce == 0) {
                    futures.get(task).get();
                }
            }
            for (Future<?> future : futures) {
                future.get();
            }
            assertEquals(KILLS, kills.get());
        }
        for (int task = 0; task < tasks; task++) {
            assertEquals(1, runs.get(task), "task " + task);
        }
        threads.join();
        assertEquals(KILLS, threads.uncaught.size());
    }

    /** Killed while tasks wait, and ended: by tasks that were accepted, or that are returned. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotHoldUpTheEnd(boolean now) throws Exception {
        for (int round = 0; round < KILLS / 2; round++) {
            AtomicInteger ran = new AtomicInteger();
            MillraceExecutor executor = MillraceExecutors.builder()
                    .workers(2)
                    .credits(2)
                    .threadFactory(threads)
                    .device(killing())
                    .build();
            List<ExecutorService> ways = Ways.of(executor);
            for (int task = 0; task < 50; task++) {
                ways.get(task % ways.size()).execute(ran::incrementAndGet);
            }
            int returned = 0;
            if (now) {
                returned = executor.shutdownNow().size();
            }
            executor.close();
            assertEquals(50, ran.get() + returned);
        }
        assertTrue(kills.get() > 0);
    }

    /** What a handler throws the JVM ignores, and so does a worker. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldSurviveHandlersThatThrow(int workers) throws Exception {
        AtomicInteger handled = new AtomicInteger();
        int tasks = 10 * KILLS;
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(workers)
                .threadFactory(loop -> {
                    Thread thread = threads.newThread(loop);
                    thread.setUncaughtExceptionHandler((dying, failure) -> {
                        if (handled.incrementAndGet() % 2 == 0) {
                            throw new IllegalStateException("planned");
                        }
                        throw new StackOverflowError("planned");
                    });
                    return thread;
                })
                .build()) {
            List<ExecutorService> ways = Ways.of(executor);
            for (int task = 0; task < tasks; task++) {
                ways.get(task % ways.size()).execute(() -> {
                    throw new IllegalStateException("planned");
                });
            }
        }
        assertEquals(tasks, handled.get());
        assertEquals(workers, threads.made.size());
    }
}

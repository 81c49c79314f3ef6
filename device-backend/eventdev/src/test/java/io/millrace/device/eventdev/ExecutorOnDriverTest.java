package io.millrace.device.eventdev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.driver.DriverDevice;
import io.millrace.core.driver.ModelDriver;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.OrderedJob;
import io.millrace.executor.Series;
import io.millrace.executor.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The executor is the same on a device whose entries a driver schedules. */
@Timeout(120)
class ExecutorOnDriverTest {

    private static final int TASKS = 5_000;

    private static Device device(String name) {
        return name.equals("model") ? new DriverDevice(name, ModelDriver.usual()) : Eventdevs.orSkip(name);
    }

    private static MillraceExecutor executor(String device, int workers) {
        return MillraceExecutors.builder()
                .workers(workers)
                .spares(8)
                .device(device(device))
                .build();
    }

    @ParameterizedTest
    @CsvSource({"model, 1", "model, 8", "event_sw, 1", "event_sw, 2", "event_sw, 50"})
    void shouldRunEachTaskOnce(String device, int workers) {
        AtomicIntegerArray runs = new AtomicIntegerArray(TASKS);
        try (MillraceExecutor executor = executor(device, workers)) {
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                executor.execute(() -> runs.incrementAndGet(number));
            }
        }
        assertTrue(IntStream.range(0, TASKS).allMatch(i -> runs.get(i) == 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "event_sw"})
    void shouldKeepKeysApartAndInOrder(String device) {
        int keys = 7;
        List<List<Integer>> seen = IntStream.range(0, keys)
                .<List<Integer>>mapToObj(key -> Collections.synchronizedList(new ArrayList<>()))
                .toList();
        AtomicIntegerArray inside = new AtomicIntegerArray(keys);
        AtomicInteger overlaps = new AtomicInteger();
        try (MillraceExecutor executor = executor(device, 4)) {
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                int key = i % keys;
                executor.atomic("key " + key).execute(() -> {
                    overlaps.addAndGet(inside.getAndIncrement(key));
                    seen.get(key).add(number);
                    inside.getAndDecrement(key);
                });
            }
        }
        assertEquals(0, overlaps.get());
        for (int key = 0; key < keys; key++) {
            int first = key;
            assertEquals(
                    IntStream.range(0, TASKS)
                            .filter(i -> i % keys == first)
                            .boxed()
                            .toList(),
                    seen.get(key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "event_sw"})
    void shouldCompleteInOrderWhatTookUnequallyLong(String device) {
        List<Integer> inOrder = new ArrayList<>();
        AtomicInteger places = new AtomicInteger();
        try (MillraceExecutor executor = executor(device, 4);
                Series series = executor.newSeries()) {
            for (int i = 0; i < TASKS; i++) {
                series.submit(new Uneven(i, inOrder, places));
            }
        }
        assertEquals(IntStream.range(0, TASKS).boxed().toList(), inOrder);
        assertEquals(TASKS, places.get(), "each job knows its place");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "event_sw"})
    void shouldLetTasksWaitForTasks(String device) throws Exception {
        try (MillraceExecutor executor = executor(device, 2)) {
            assertEquals(1 << 8, tree(executor, 8));
        }
    }

    private static int tree(ExecutorService executor, int depth) throws Exception {
        if (depth == 0) {
            return 1;
        }
        Future<Integer> left = executor.submit(() -> tree(executor, depth - 1));
        return tree(executor, depth - 1) + left.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "event_sw"})
    void shouldGoOnAfterTasksThatThrowAndEndAtOnce(String device) throws Exception {
        MillraceExecutor executor = executor(device, 2);
        Future<?> thrown = executor.submit(() -> {
            throw new IllegalStateException("as wanted");
        });
        ExecutionException failure = assertThrows(ExecutionException.class, thrown::get);
        assertEquals("as wanted", failure.getCause().getMessage());
        CountDownLatch blocked = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            executor.execute(() -> {
                blocked.countDown();
                try {
                    Thread.sleep(TimeUnit.MINUTES.toMillis(1));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertTrue(blocked.await(10, TimeUnit.SECONDS));
        AtomicInteger late = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            executor.execute(late::incrementAndGet);
        }
        int unrun = executor.shutdownNow().size();
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(100, unrun + late.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "event_sw"})
    void shouldRefusePrioritiesThatTheDeviceDoesNotKeep(String device) {
        try (MillraceExecutor executor = executor(device, 1)) {
            UnsupportedOperationException refused =
                    assertThrows(UnsupportedOperationException.class, () -> executor.priority(0));
            assertTrue(refused.getMessage().contains("needed=ENTRY_PRIORITY"), refused::getMessage);
            executor.priority(4).execute(() -> {});
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "event_sw"})
    void shouldRunTimersAndDirectedTasks(String device) throws Exception {
        try (MillraceExecutor executor = executor(device, 2)) {
            assertEquals(5, executor.schedule(() -> 5, 1, TimeUnit.MILLISECONDS).get(10, TimeUnit.SECONDS));
            ExecutorService directed = executor.directed();
            Thread first = directed.submit(Thread::currentThread).get();
            for (int i = 0; i < 100; i++) {
                assertEquals(first, directed.submit(Thread::currentThread).get());
            }
        }
    }

    /** A job that takes the longer the later it is, modulo 5. */
    private record Uneven(int number, List<Integer> inOrder, AtomicInteger places) implements OrderedJob {

        @Override
        public void parallel(Worker worker, long place) {
            for (int spin = number % 5 * 200; spin > 0; spin--) {
                Thread.onSpinWait();
            }
            if (place == number) {
                places.incrementAndGet();
            }
        }

        @Override
        public void serial(Worker worker) {
            inOrder.add(number);
        }

        @Override
        public void abandoned() {
            throw new AssertionError("nothing is abandoned: number=" + number);
        }
    }
}

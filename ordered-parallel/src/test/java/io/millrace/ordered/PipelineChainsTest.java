package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every chain of up to four stages keeps the promise of each of them. */
@Timeout(60)
class PipelineChainsTest {

    private static final int ITEMS = Integer.getInteger("millrace.items", 120);
    private static final int KEYS = 5;
    private static final int MOST = 4;

    enum Kind {
        PARALLEL,
        UNORDERED,
        KEYED,
        DIRECTED,
        BATCHED
    }

    private record Item(int number, List<Kind> seen) {

        int key() {
            return number % KEYS;
        }

        Item passed(Kind kind) {
            List<Kind> longer = new ArrayList<>(seen);
            longer.add(kind);
            return new Item(number, longer);
        }
    }

    /** What a stage does: it takes its time, and sees to what it was promised. */
    private static final class Watch implements Function<Item, Item> {

        private final Kind kind;
        private final boolean isOrdered;
        private final Queue<String> broken;
        private final ConcurrentHashMap<Integer, AtomicBoolean> busy = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<Integer, Integer> last = new ConcurrentHashMap<>();
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        Watch(Kind kind, boolean isOrdered, Queue<String> broken) {
            this.kind = kind;
            this.isOrdered = isOrdered;
            this.broken = broken;
        }

        @Override
        public Item apply(Item item) {
            if (kind == Kind.KEYED) {
                alone(item.key(), item);
            } else if (kind == Kind.DIRECTED) {
                threads.add(Thread.currentThread());
                alone(0, item);
            } else {
                takeTime();
            }
            return item.passed(kind);
        }

        private void alone(int lane, Item item) {
            AtomicBoolean flag = busy.computeIfAbsent(lane, unused -> new AtomicBoolean());
            if (flag.getAndSet(true)) {
                broken.add(kind + " overlaps at " + item);
            }
            takeTime();
            Integer before = last.put(lane, item.number);
            if (isOrdered && before != null && before > item.number) {
                broken.add(kind + " has " + item + " after " + before);
            }
            flag.set(false);
        }

        private static void takeTime() {
            int dice = ThreadLocalRandom.current().nextInt(64);
            if (dice == 0) {
                Thread.yield();
            } else if (dice < 8) {
                for (int i = 0; i < dice * 50; i++) {
                    Thread.onSpinWait();
                }
            }
        }

        List<Item> together(List<Item> items) {
            takeTime();
            int before = -1;
            for (Item item : items) {
                if (isOrdered && before >= 0 && item.number != before + 1) {
                    broken.add(kind + " has " + items);
                }
                before = item.number;
            }
            if (items.isEmpty() || items.size() > MOST) {
                broken.add(kind + " has " + items);
            }
            return items.stream().map(item -> item.passed(kind)).toList();
        }

        void check() {
            if (threads.size() > 1) {
                broken.add("directed ran on " + threads);
            }
        }
    }

    private static List<List<Kind>> chains(int most) {
        List<List<Kind>> all = new ArrayList<>();
        List<List<Kind>> longest = List.of(List.of());
        for (int length = 1; length <= most; length++) {
            List<List<Kind>> longer = new ArrayList<>();
            for (List<Kind> chain : longest) {
                for (Kind kind : Kind.values()) {
                    List<Kind> next = new ArrayList<>(chain);
                    next.add(kind);
                    longer.add(next);
                }
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }

    private static PipelineBuilder<Item, Item> add(PipelineBuilder<Item, Item> builder, Watch watch) {
        return switch (watch.kind) {
            case PARALLEL -> builder.parallel(watch);
            case UNORDERED -> builder.unordered(watch);
            case KEYED -> builder.keyed(Item::key, watch);
            case DIRECTED -> builder.directed(0, watch);
            case BATCHED -> builder.batched(MOST, Duration.ofMillis(1), watch::together);
        };
    }

    private static void run(MillraceExecutor executor, List<Kind> chain) throws InterruptedException {
        Queue<String> broken = new ConcurrentLinkedQueue<>();
        List<Item> results = new ArrayList<>();
        List<Watch> watches = new ArrayList<>();
        PipelineBuilder<Item, Item> builder = OrderedPipeline.<Item>on(executor);
        boolean ordered = true;
        for (Kind kind : chain) {
            ordered &= kind != Kind.UNORDERED;
            Watch watch = new Watch(kind, ordered, broken);
            watches.add(watch);
            builder = add(builder, watch);
        }
        try (OrderedPipeline<Item> pipeline = builder.serial(results::add).start()) {
            for (int i = 0; i < ITEMS; i++) {
                pipeline.submit(new Item(i, List.of()));
            }
        }
        watches.forEach(Watch::check);
        assertEquals(List.of(), List.copyOf(broken), chain::toString);
        assertEquals(ITEMS, results.size(), chain::toString);
        assertEquals(ITEMS, new HashSet<>(results.stream().map(Item::number).toList()).size(), chain::toString);
        int before = -1;
        for (Item item : results) {
            assertEquals(chain, item.seen());
            assertTrue(!isOrdered(chain) || item.number == before + 1, () -> chain + " ends with " + item);
            before = item.number;
        }
    }

    private static boolean isOrdered(List<Kind> chain) {
        return !chain.contains(Kind.UNORDERED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldKeepThePromiseOfEachStage(int workers) throws InterruptedException {
        try (MillraceExecutor executor =
                MillraceExecutors.builder().workers(workers).build()) {
            for (List<Kind> chain : chains(4)) {
                run(executor, chain);
            }
        }
    }

    /** A window of few items, so that rings go round and items come early, and credits for few. */
    @Test
    void shouldKeepThePromiseOfEachStageInLittleRoom() throws InterruptedException {
        for (int window : new int[] {1, 2, 5}) {
            try (MillraceExecutor executor = MillraceExecutors.builder()
                    .workers(3)
                    .reorderWindow(window)
                    .credits(16)
                    .build()) {
                for (List<Kind> chain : chains(3)) {
                    run(executor, chain);
                }
            }
        }
    }

    @Test
    void shouldShareAnExecutor() throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.builder().workers(2).build()) {
            List<Thread> producers = new ArrayList<>();
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            for (List<Kind> chain : List.of(
                    Arrays.asList(Kind.values()),
                    List.of(Kind.KEYED, Kind.PARALLEL, Kind.KEYED),
                    List.of(Kind.PARALLEL, Kind.DIRECTED, Kind.KEYED))) {
                Thread producer = new Thread(() -> {
                    try {
                        for (int round = 0; round < 20; round++) {
                            run(executor, chain);
                        }
                    } catch (Throwable failure) {
                        failures.add(failure);
                    }
                });
                producer.start();
                producers.add(producer);
            }
            for (Thread producer : producers) {
                producer.join();
            }
            assertEquals(List.of(), List.copyOf(failures));
        }
    }
}

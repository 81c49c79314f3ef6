package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Batches of any size and time, with failures before them and in them, and several series. */
class BatchedStagePropertyTest {

    private static final int SERIES = 2;

    private record Item(int series, int number) {}

    private record Plan(Set<Integer> leftOutBefore, Set<Integer> poison, int cost) {

        Item before(Item item) {
            Work.spin(item, item.number % 7 * cost);
            return failing(leftOutBefore, item);
        }

        /** A future of the item, from another thread now and then. */
        CompletableFuture<Item> later(Item item) {
            return item.number % 5 == 0
                    ? CompletableFuture.supplyAsync(() -> Work.spin(item, cost))
                    : CompletableFuture.completedFuture(item);
        }

        List<Item> together(List<Item> items) {
            Work.spin(items, cost);
            items.forEach(item -> failing(poison, item));
            return items;
        }

        private static Item failing(Set<Integer> numbers, Item item) {
            if (numbers.contains(item.number)) {
                throw new IllegalStateException("planned " + item.number);
            }
            return item;
        }
    }

    @Property(tries = 300)
    void shouldHaveEachItemInOneBatchInOrder(
            @ForAll @IntRange(max = 300) int items,
            @ForAll @Size(max = 30) Set<@IntRange(max = 300) Integer> leftOut,
            @ForAll @Size(max = 20) Set<@IntRange(max = 300) Integer> poison,
            @ForAll @IntRange(min = 1, max = 40) int most,
            @ForAll @IntRange(min = 1, max = 3_000) int longestMicros,
            @ForAll boolean waitsForEver,
            @ForAll @IntRange(min = 1, max = 6) int workers,
            @ForAll @IntRange(min = 1, max = 64) int credits,
            @ForAll @IntRange(max = 60) int cost)
            throws Exception {
        Plan plan = new Plan(leftOut, poison, cost);
        // Nobody may have to wait for time to pass: not for room that only a batch can make, nor at the end.
        Duration longest = waitsForEver ? Duration.ofHours(1) : Duration.ofNanos(longestMicros * 1_000L);
        List<List<Item>> batches = Collections.synchronizedList(new ArrayList<>());
        List<List<Integer>> delivered = List.of(
                Collections.synchronizedList(new ArrayList<>()), Collections.synchronizedList(new ArrayList<>()));
        List<Integer> letters = Collections.synchronizedList(new ArrayList<>());
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(workers)
                        .credits(credits)
                        .seriesLimit(SERIES + 1)
                        .build()) {
            OrderedPipeline<Item> pipeline = OrderedPipeline.<Item>on(executor)
                    .parallel(plan::before)
                    .skipFailed()
                    .batched(most, longest, together -> {
                        batches.add(together);
                        return together;
                    })
                    .async(plan::later)
                    .batched(Batching.<Item>of(most, longest).endingWith(item -> item.number % 50 == 0), plan::together)
                    .singly()
                    .deadLetter((item, failure) -> letters.add(((Item) item).number))
                    .serial(item -> delivered.get(item.series).add(item.number))
                    .start();
            submitAll(pipeline, items);
            pipeline.close();
        }
        for (int series = 0; series < SERIES; series++) {
            int own = series;
            List<Integer> joined = numbers(own, items)
                    .filter(number -> !leftOut.contains(number))
                    .boxed()
                    .toList();
            assertEquals(
                    joined.stream().filter(number -> !poison.contains(number)).toList(), delivered.get(own));
            batches.forEach(batch -> assertRun(
                    joined,
                    batch.stream()
                            .filter(item -> item.series == own)
                            .map(Item::number)
                            .toList()));
        }
        assertEquals(
                IntStream.range(0, items)
                        .filter(number -> !leftOut.contains(number))
                        .boxed()
                        .toList(),
                batches.stream()
                        .flatMap(List::stream)
                        .map(Item::number)
                        .sorted()
                        .toList());
        assertTrue(batches.stream().allMatch(batch -> batch.size() <= most));
        assertEquals(
                poison.stream()
                        .filter(number -> number < items && !leftOut.contains(number))
                        .sorted()
                        .toList(),
                letters.stream().sorted().toList());
    }

    /** A batch has items of a series as they follow one another there. */
    private static void assertRun(List<Integer> all, List<Integer> run) {
        if (!run.isEmpty()) {
            int at = all.indexOf(run.get(0));
            assertEquals(all.subList(at, Math.min(all.size(), at + run.size())), run);
        }
    }

    private static IntStream numbers(int series, int items) {
        return IntStream.range(0, items).filter(number -> number % SERIES == series);
    }

    private static void submitAll(OrderedPipeline<Item> pipeline, int items) throws InterruptedException {
        try (PipelineSeries<Item> first = pipeline.newSeries();
                PipelineSeries<Item> second = pipeline.newSeries()) {
            for (int number = 0; number < items; number++) {
                (number % SERIES == 0 ? first : second).submit(new Item(number % SERIES, number));
            }
        }
    }
}

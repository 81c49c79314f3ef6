package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items that go to one of several handlers. The first four are those of the dispatcher of DPDK. */
class DispatchTest {

    private final List<String> out = Collections.synchronizedList(new ArrayList<>());
    private TimeLimit limit;
    private MillraceExecutor executor;

    @BeforeEach
    void open() {
        limit = TimeLimit.seconds(30);
        executor = MillraceExecutors.builder().workers(3).credits(64).build();
    }

    @AfterEach
    void close() {
        executor.close();
        limit.close();
    }

    private void run(int items, PipelineBuilder<Integer, String> builder) throws InterruptedException {
        try (OrderedPipeline<Integer> pipeline = builder.serial(out::add).start()) {
            for (int i = 0; i < items; i++) {
                pipeline.submit(i);
            }
        }
    }

    private static List<String> expected(int items, IntFunction<String> outcome) {
        return IntStream.range(0, items)
                .mapToObj(outcome)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Test
    void shouldHandEachItemToTheHandlerThatTakesIt() throws Exception {
        Dispatch<Integer, String> dispatch = Dispatch.<Integer, String>of(item -> item % 2 == 0, item -> "even " + item)
                .when(item -> item % 2 == 1, item -> "odd " + item);
        run(1_000, OrderedPipeline.<Integer>on(executor).parallel(dispatch));
        assertEquals(expected(1_000, item -> (item % 2 == 0 ? "even " : "odd ") + item), out);
        assertEquals(0, dispatch.leftOutCount());
    }

    @Test
    void shouldLeaveOutAndCountWhatNobodyTakes() throws Exception {
        Dispatch<Integer, String> dispatch = Dispatch.<Integer, String>of(item -> item % 5 == 0, item -> "five " + item)
                .when(item -> item % 5 == 1, item -> "six " + item);
        run(1_000, OrderedPipeline.<Integer>on(executor).keyed(item -> item % 3, dispatch));
        assertEquals(expected(1_000, item -> item % 5 == 0 ? "five " + item : item % 5 == 1 ? "six " + item : ""), out);
        assertEquals(600, dispatch.leftOutCount());
        assertTrue(dispatch.toString().contains("handlers=2, leftOut=600"), dispatch::toString);
    }

    /** The first that takes an item has it, and no other; each has its items in their order. */
    @Test
    void shouldHaveManyHandlersInOrder() throws Exception {
        Map<Integer, List<Integer>> seen = new ConcurrentHashMap<>();
        Dispatch<Integer, String> dispatch = Dispatch.of(item -> false, item -> "never");
        for (int handler = 0; handler < 40; handler++) {
            int own = handler;
            dispatch = dispatch.when(item -> item % 50 <= own, item -> {
                seen.computeIfAbsent(own, unused -> new ArrayList<>()).add(item);
                return own + " " + item;
            });
        }
        Dispatch<Integer, String> all = dispatch.otherwise(item -> "rest " + item);
        run(2_000, OrderedPipeline.<Integer>on(executor).directed(1, all));
        assertEquals(expected(2_000, item -> (item % 50 < 40 ? item % 50 + " " : "rest ") + item), out);
        assertEquals(40, seen.size());
        seen.forEach((handler, items) -> assertEquals(
                IntStream.range(0, 40)
                        .map(round -> round * 50 + handler)
                        .boxed()
                        .toList(),
                items));
        assertEquals(0, all.leftOutCount());
    }

    /** What is to happen once for many items is a stage of batches behind. */
    @Test
    void shouldEndManyItemsTogether() throws Exception {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        run(
                1_000,
                OrderedPipeline.<Integer>on(executor)
                        .parallel(Dispatch.<Integer, String>of(item -> item % 4 != 3, item -> "some " + item))
                        .batched(10, Duration.ofHours(1), items -> {
                            sizes.add(items.size());
                            return items;
                        }));
        assertEquals(expected(1_000, item -> item % 4 == 3 ? "" : "some " + item), out);
        assertEquals(Collections.nCopies(75, 10), sizes);
    }

    @Test
    void shouldFailAsAStageDoes() throws Exception {
        Dispatch<Integer, String> dispatch = Dispatch.<Integer, String>of(
                        item -> 10 / (item - 3) > 0, item -> "one " + item)
                .otherwise(item -> "two");
        List<Object> letters = Collections.synchronizedList(new ArrayList<>());
        run(
                5,
                OrderedPipeline.<Integer>on(executor)
                        .parallel(dispatch)
                        .deadLetter((item, failure) -> letters.add(item)));
        assertEquals(List.of("two", "two", "two", "one 4"), out);
        assertEquals(List.of(3), letters);
    }

    /** What nobody takes is not tried again, replaced or told as a failure. */
    @Test
    void shouldTakeWhatIsLeftOutForNoFailure() throws Exception {
        Dispatch<Integer, String> dispatch = Dispatch.of(item -> item > 2, item -> "" + item);
        run(
                5,
                OrderedPipeline.<Integer>on(executor)
                        .parallel(dispatch)
                        .retry(3)
                        .replaceFailed((item, failure) -> "replaced"));
        assertEquals(List.of("3", "4"), out);
        assertEquals(3, dispatch.leftOutCount());
    }

    @Test
    void shouldSaySoByItself() {
        Dispatch<Integer, String> dispatch = Dispatch.of(item -> item > 2, item -> "" + item);
        assertEquals("3", dispatch.apply(3));
        assertTrue(assertThrows(RuntimeException.class, () -> dispatch.apply(1))
                .getMessage()
                .contains("left out"));
        assertThrows(NullPointerException.class, () -> dispatch.when(null, item -> ""));
        assertThrows(NullPointerException.class, () -> dispatch.otherwise(null));
    }
}

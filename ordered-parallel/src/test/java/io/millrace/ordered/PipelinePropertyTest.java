package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PipelinePropertyTest {

    private static final int SERIES = 3;
    private static final int NEVER = -1;

    private record Item(int series, int number, int work) {}

    @Property(tries = 200)
    void shouldDeliverEverySeriesInOrderUpToTheFirstFailure(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 400) Integer> costs,
            @ForAll @IntRange(min = 1, max = 8) int workers,
            @ForAll @IntRange(min = 1, max = 64) int credits,
            @ForAll @IntRange(min = 1, max = 64) int vector,
            @ForAll @IntRange(min = -1, max = 250) int failing)
            throws Exception {
        List<List<Integer>> delivered = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            delivered.add(Collections.synchronizedList(new ArrayList<>()));
        }
        // One series alone decides, so that what must have been delivered before the failure is known.
        int culprit = failing == NEVER || failing >= costs.size() ? NEVER : failing - failing % SERIES;
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(workers)
                        .credits(credits)
                        .seriesLimit(SERIES + 1)
                        .build()) {
            OrderedPipeline<Item> pipeline = OrderedPipeline.<Item>on(executor)
                    .parallel(item -> work(item, culprit))
                    .vectors(vector)
                    .serial(item -> delivered.get(item.series()).add(item.number()))
                    .start();
            submitAll(pipeline, costs);
            if (culprit == NEVER) {
                pipeline.close();
                assertEquals(costs.size(), pipeline.statistics().completed());
            } else {
                PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
                assertEquals(culprit / SERIES, failure.place());
            }
        }
        for (int s = 0; s < SERIES; s++) {
            List<Integer> expected = expected(s, costs.size());
            List<Integer> seen = delivered.get(s);
            assertEquals(expected.subList(0, seen.size()), seen);
            if (culprit == NEVER) {
                assertEquals(expected, seen);
            } else if (s == 0) {
                assertEquals(culprit / SERIES, seen.size());
            }
        }
    }

    private static Item work(Item item, int culprit) {
        for (int i = 0; i < item.work(); i++) {
            Thread.onSpinWait();
        }
        if (item.number() == culprit) {
            throw new IllegalStateException("planned");
        }
        return item;
    }

    private static void submitAll(OrderedPipeline<Item> pipeline, List<Integer> costs) throws InterruptedException {
        List<PipelineSeries<Item>> series = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            series.add(pipeline.newSeries());
        }
        try {
            for (int number = 0; number < costs.size(); number++) {
                int s = number % SERIES;
                series.get(s).submit(new Item(s, number, costs.get(number)));
            }
        } catch (PipelineException failed) {
            // The pipeline failed while items were still being submitted; close tells.
        } finally {
            series.forEach(PipelineSeries::close);
        }
    }

    private static List<Integer> expected(int series, int items) {
        List<Integer> expected = new ArrayList<>();
        for (int number = series; number < items; number += SERIES) {
            expected.add(number);
        }
        return expected;
    }
}

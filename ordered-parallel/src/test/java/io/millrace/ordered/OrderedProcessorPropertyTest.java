package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OrderedProcessorPropertyTest {

    @Property(tries = 300)
    void shouldPublishInOrderUpToTheFirstFailureOrCancellation(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 600) Integer> costs,
            @ForAll boolean many,
            @ForAll @IntRange(min = 1, max = 64) int window,
            @ForAll @IntRange(min = -1, max = 250) int failing,
            @ForAll @IntRange(min = 1, max = 300) int wanted,
            @ForAll @IntRange(min = 1, max = 20) int first)
            throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(many ? 4 : 1)
                        .seriesLimit(2)
                        .build()) {
            AtomicInteger published = new AtomicInteger();
            OrderedProcessor<Integer, Integer> processor = OrderedProcessor.mapOrdered(
                    number -> {
                        if (number == failing) {
                            throw new IllegalStateException("planned");
                        }
                        return Work.spin(number, costs.get(number));
                    },
                    executor,
                    window);
            Numbers publisher = new Numbers(costs.size());
            Collector<Integer> collector = new Collector<>(first, 1) {
                @Override
                public void onNext(Integer element) {
                    // Half a window is asked for at once, when as much was passed on.
                    published.accumulateAndGet((int) publisher.requested.get() - elements.size(), Math::max);
                    super.onNext(element);
                    if (elements.size() == wanted) {
                        subscription.cancel();
                        ended.countDown();
                    }
                }
            };
            processor.subscribe(collector);
            publisher.subscribe(processor);
            collector.ended.await();
            int most = Math.min(wanted, costs.size());
            boolean mustFail = failing >= 0 && failing < most;
            assertEquals(mustFail, collector.failure != null);
            assertEquals(IntStream.range(0, mustFail ? failing : most).boxed().toList(), collector.elements);
            assertTrue(published.get() <= window, () -> "ahead=" + published + ", window=" + window);
            Work.assertAllSeriesFree(executor, 2);
        }
    }
}

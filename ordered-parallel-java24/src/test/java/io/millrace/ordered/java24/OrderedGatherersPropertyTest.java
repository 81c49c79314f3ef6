package io.millrace.ordered.java24;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Against what a stream does with {@code map} and one thread. */
class OrderedGatherersPropertyTest {

    private static final class Planned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Property(tries = 300)
    void shouldDoWhatMapDoesAndReadNoFurtherThanTheWindow(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 600) Integer> costs,
            @ForAll boolean many,
            @ForAll @IntRange(min = 1, max = 64) int window,
            @ForAll @IntRange(min = -1, max = 250) int failing,
            @ForAll @IntRange(min = 1, max = 300) int wanted)
            throws Exception {
        AtomicInteger read = new AtomicInteger();
        List<Integer> seen = new ArrayList<>();
        boolean failed = false;
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(many ? 4 : 1)
                        .seriesLimit(2)
                        .build()) {
            Stream<Integer> source = IntStream.range(0, costs.size()).boxed().peek(number -> {
                int ahead = read.incrementAndGet() - seen.size();
                assertTrue(ahead <= window, () -> "ahead=" + ahead + ", window=" + window);
            });
            source.gather(OrderedGatherers.mapOrdered(
                            executor, window, number -> work(number, costs.get(number), failing)))
                    .limit(wanted)
                    .forEachOrdered(seen::add);
        } catch (Planned planned) {
            failed = true;
        }
        int most = Math.min(wanted, costs.size());
        boolean mustFail = failing >= 0 && failing < most;
        assertEquals(mustFail, failed);
        assertEquals(IntStream.range(0, mustFail ? failing : most).boxed().toList(), seen);
    }

    private static int work(int number, int cost, int failing) {
        for (int i = 0; i < cost; i++) {
            Thread.onSpinWait();
        }
        if (number == failing) {
            throw new Planned();
        }
        return number;
    }
}

package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OrderedFuturesPropertyTest {

    private static final int FAILS = 9;
    private static final int CANCELLED = 8;

    @Property(tries = 200)
    void shouldCompleteEachInItsPlaceWithWhatBecameOfIt(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = FAILS) Integer> kinds,
            @ForAll boolean many,
            @ForAll @IntRange(min = 1, max = 64) int window)
            throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(many ? 4 : 1)
                        .reorderWindow(window)
                        .seriesLimit(1)
                        .build()) {
            List<CompletableFuture<Integer>> futures = new ArrayList<>();
            try (OrderedFutures<Integer, Integer> mapped =
                    OrderedFutures.mapOrdered(number -> work(number, kinds.get(number)), executor)) {
                for (int number = 0; number < kinds.size(); number++) {
                    CompletableFuture<Integer> future = mapped.submit(number);
                    futures.add(future);
                    if (kinds.get(number) == CANCELLED) {
                        future.cancel(false);
                    }
                }
            }
            for (int number = futures.size() - 1; number >= 0; number--) {
                int place = number;
                futures.get(number)
                        .handle((result, failure) -> {
                            check(kinds.get(place), place, result, failure);
                            return "";
                        })
                        .join();
                if (kinds.get(number) != CANCELLED) {
                    assertTrue(futures.subList(0, number).stream().allMatch(CompletableFuture::isDone), "in order");
                }
            }
            Work.assertAllSeriesFree(executor, 1);
        }
    }

    private static int work(int number, int kind) {
        if (kind == FAILS) {
            throw new IllegalStateException("planned " + number);
        }
        return Work.spin(number, kind * 100);
    }

    private static void check(int kind, int place, Integer result, Throwable failure) {
        if (kind == FAILS) {
            assertEquals("planned " + place, failure.getMessage());
        } else if (kind != CANCELLED || failure == null) {
            assertEquals(place, result);
        }
    }
}

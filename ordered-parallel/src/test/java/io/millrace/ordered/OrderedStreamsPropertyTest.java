package io.millrace.ordered;

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
class OrderedStreamsPropertyTest {

    private static final class Planned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Property(tries = 300)
    void shouldDoWhatMapDoesAndReadNoFurtherThanTheWindow(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 600) Integer> costs,
            @ForAll boolean many,
            @ForAll @IntRange(min = 1, max = 64) int window,
            @ForAll @IntRange(min = -1, max = 250) int failing,
            @ForAll @IntRange(min = 1, max = 300) int wanted,
            @ForAll boolean inTask,
            @ForAll boolean iterating)
            throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(many ? 4 : 1)
                        .seriesLimit(2)
                        .build()) {
            Run run = new Run(costs, window, failing, wanted, executor);
            Runnable program = iterating ? run::iterate : run::stream;
            if (inTask) {
                executor.submit(program).get();
            } else {
                program.run();
            }
            run.check();
            Work.assertAllSeriesFree(executor, 2);
        }
    }

    /** One program: takes some elements, or what there are before the failure, and closes. */
    private static final class Run {

        private final List<Integer> costs;
        private final int window;
        private final int failing;
        private final int wanted;
        private final MillraceExecutor executor;
        private final AtomicInteger read = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();
        private final List<Integer> seen = new ArrayList<>();
        private boolean failed;

        Run(List<Integer> costs, int window, int failing, int wanted, MillraceExecutor executor) {
            this.costs = costs;
            this.window = window;
            this.failing = failing;
            this.wanted = wanted;
            this.executor = executor;
        }

        private Stream<Integer> source() {
            return IntStream.range(0, costs.size()).boxed().peek(number -> {
                int ahead = read.incrementAndGet() - seen.size();
                assertTrue(ahead <= window, () -> "ahead=" + ahead + ", window=" + window);
            });
        }

        private int work(int number) {
            called.incrementAndGet();
            Work.spin(number, costs.get(number));
            if (number == failing) {
                throw new Planned();
            }
            return number;
        }

        void stream() {
            try (Stream<Integer> mapped = OrderedStreams.mapOrdered(source(), this::work, executor, window)) {
                mapped.limit(wanted).forEachOrdered(seen::add);
            } catch (Planned planned) {
                failed = true;
            }
        }

        void iterate() {
            try (OrderedIterator<Integer> mapped =
                    OrderedStreams.mapOrdered(source().iterator(), this::work, executor, window)) {
                while (seen.size() < wanted && mapped.hasNext()) {
                    seen.add(mapped.next());
                }
            } catch (Planned planned) {
                failed = true;
            }
        }

        void check() {
            int most = Math.min(wanted, costs.size());
            boolean mustFail = failing >= 0 && failing < most;
            int expected = mustFail ? failing : most;
            assertEquals(mustFail, failed);
            assertEquals(IntStream.range(0, expected).boxed().toList(), seen);
            assertTrue(called.get() >= expected && called.get() <= read.get(), () -> "called=" + called);
        }
    }
}

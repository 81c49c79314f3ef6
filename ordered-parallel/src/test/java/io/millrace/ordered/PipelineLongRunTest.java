package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many items, one after the other, while workers come and go: two million by default, as many as {@code -Dmillrace.long.items} says, which docs/testing.md
 * tells of.
 */
class PipelineLongRunTest {

    private static final long ITEMS = Long.getLong("millrace.long.items", 2_000_000);
    private static final int KEYS = 64;
    private static final int MOST_WORKERS = 4;

    enum Shape {
        SINGLY {
            @Override
            PipelineBuilder<Long, Long> stages(PipelineBuilder<Long, Long> builder) {
                return builder.parallel(PipelineLongRunTest::worked);
            }
        },
        IN_VECTORS {
            @Override
            PipelineBuilder<Long, Long> stages(PipelineBuilder<Long, Long> builder) {
                return builder.parallel(PipelineLongRunTest::worked).vectors(64);
            }
        },
        KEYED {
            @Override
            PipelineBuilder<Long, Long> stages(PipelineBuilder<Long, Long> builder) {
                AtomicLongArray latest = new AtomicLongArray(KEYS);
                return builder.keyed(item -> item % KEYS, item -> {
                    int key = (int) (item % KEYS);
                    if (latest.getPlain(key) > item) {
                        throw new IllegalStateException("item " + item + " after " + latest.getPlain(key));
                    }
                    latest.setPlain(key, item);
                    return item;
                });
            }
        };

        abstract PipelineBuilder<Long, Long> stages(PipelineBuilder<Long, Long> builder);
    }

    /** One in a thousand takes a hundred times as long as others. */
    private static long worked(long item) {
        return Work.spin(item, item % 1009 == 0 ? 500 : 0);
    }

    private static final class Next {

        private long next;

        void accept(long item) {
            if (item != next) {
                throw new IllegalStateException("item " + item + " where " + next + " was due");
            }
            next++;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheOrderOfManyItems(Shape shape) throws Exception {
        Next next = new Next();
        long begin = System.nanoTime();
        try (MillraceExecutor executor =
                MillraceExecutors.builder().workers(2).maxWorkers(MOST_WORKERS).build()) {
            OrderedPipeline<Long> pipeline = shape.stages(OrderedPipeline.<Long>on(executor))
                    .serial(next::accept)
                    .start();
            long each = ITEMS / 20;
            for (long item = 0; item < ITEMS; item++) {
                if (item % each == 0) {
                    executor.resize(1 + (int) (item / each) % MOST_WORKERS);
                }
                pipeline.submit(item);
            }
            pipeline.close();
            assertEquals(ITEMS, pipeline.statistics().completed());
        }
        assertEquals(ITEMS, next.next);
        System.out.printf("%s: %,d items in order, %,d ns each%n", shape, ITEMS, (System.nanoTime() - begin) / ITEMS);
    }
}

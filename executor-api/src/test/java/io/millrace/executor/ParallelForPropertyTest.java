package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** Any range, cut in any way, by any number of threads, with parts that fail or not. */
class ParallelForPropertyTest {

    /** One part as it was run. */
    private record Part(long from, long to) {}

    @Property(tries = 500)
    void shouldRunEachNumberOnceInAlignedParts(
            @ForAll @IntRange(min = 1, max = 5) int workers,
            @ForAll @LongRange(min = -1000, max = 1000) long from,
            @ForAll @IntRange(min = 1, max = 3000) int size,
            @ForAll @IntRange(min = 1, max = 200) int align,
            @ForAll @IntRange(min = 1, max = 500) int minChunk,
            @ForAll @IntRange(min = 1, max = 6) int maxThreads,
            @ForAll boolean inTask,
            @ForAll @IntRange(min = -1, max = 20) int failing)
            throws Exception {
        TrackedThreads threads = new TrackedThreads();
        List<Part> parts = Collections.synchronizedList(new ArrayList<>());
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger begun = new AtomicInteger();
        RangeTask<RuntimeException> task = (low, high) -> {
            seen.add(Thread.currentThread());
            parts.add(new Part(low, high));
            if (begun.getAndIncrement() == failing) {
                throw new IllegalStateException("planned");
            }
        };
        ParallelRange range = ParallelRange.of(from, from + size)
                .align(align)
                .minChunk(minChunk)
                .maxThreads(maxThreads);
        boolean failed = false;
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(workers)
                        .threadFactory(threads)
                        .build()) {
            if (inTask) {
                failed = executor.submit(() -> hasFailed(executor, range, task)).get();
            } else {
                failed = hasFailed(executor, range, task);
            }
        }
        threads.join();
        threads.assertNothingUncaught();
        assertEquals(failing >= 0 && failing < begun.get(), failed);
        assertTrue(seen.size() <= Math.min(workers, maxThreads), "threads: " + seen);
        verify(range, parts, failed);
    }

    private static boolean hasFailed(MillraceExecutor executor, ParallelRange range, RangeTask<RuntimeException> task)
            throws InterruptedException {
        try {
            executor.parallelFor(range, task);
            return false;
        } catch (IllegalStateException planned) {
            return true;
        }
    }

    private static void verify(ParallelRange range, List<Part> parts, boolean failed) {
        parts.sort((one, other) -> Long.compare(one.from, other.from));
        @Nullable Part last = null;
        for (Part part : parts) {
            assertTrue(part.to > part.from, part.toString());
            assertEquals(0, (part.from - range.from()) % range.align(), "aligned: " + part);
            boolean isLast = part.to == range.to();
            assertTrue(isLast || (part.to - range.from()) % range.align() == 0, "aligned: " + part);
            assertTrue(isLast || part.to - part.from >= range.minChunk(), "long enough: " + part);
            long end = last == null ? range.from() : last.to;
            assertTrue(failed ? part.from >= end : part.from == end, "after " + last + " comes " + part);
            last = part;
        }
        assertTrue(failed || (last != null && last.to == range.to()), "ends with " + last);
    }
}

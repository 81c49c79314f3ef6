package io.millrace.device.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.domain.EntryStore;
import io.millrace.core.domain.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedFlowTest {

    private static final int CREDITS = 64;

    private final EntryStore store = new EntryStore(CREDITS);
    private final List<Integer> left = new ArrayList<>();
    private final OrderedFlow.Departure recorder =
            cell -> left.add((cell & Cell.SKIP) == 0 ? Cell.slot(cell) : -Cell.slot(cell));

    @ParameterizedTest
    @ValueSource(longs = {0, (1L << 31) - 40, (1L << 32) - 40, (1L << 60) - 40, -40})
    void shouldKeepOrderAcrossTheWrapOfPlaces(long firstPlace) {
        OrderedFlow flow = new OrderedFlow(CREDITS, CREDITS, firstPlace, new ChunkPool(CREDITS));
        Random random = new Random(1);
        for (int lap = 0; lap < 10; lap++) {
            left.clear();
            List<Integer> slots = append(flow, CREDITS);
            assertEquals(wrapped(firstPlace + (long) lap * CREDITS), Flow.place(store.seat(0)));
            Collections.shuffle(slots, random);
            slots.forEach(slot -> flow.forward(store.seat(slot), slot, 0, 0, recorder));
            assertEquals(IntStream.range(0, CREDITS).boxed().toList(), left);
        }
    }

    @Test
    void shouldRefuseWhatGoesBeyondTheWindowUntilTheOldestHasLeft() {
        OrderedFlow flow = new OrderedFlow(CREDITS, 4, 0, new ChunkPool(CREDITS));
        append(flow, 4);
        assertFalse(flow.tryAppend(store, 5));
        flow.forward(store.seat(1), 1, 0, 0, recorder);
        assertFalse(flow.tryAppend(store, 5), "the oldest is still there");
        flow.forward(store.seat(0), 0, 0, 0, recorder);
        assertEquals(List.of(0, 1), left);
        assertTrue(flow.tryAppend(store, 4));
        assertTrue(flow.tryAppend(store, 5));
        assertFalse(flow.tryAppend(store, 6));
    }

    @Property(tries = 200)
    void shouldLetEntriesLeaveInOrderAndSkipReleasedOnes(
            @ForAll @IntRange(min = 1, max = CREDITS) int count, @ForAll long seed) {
        OrderedFlow flow = new OrderedFlow(CREDITS, CREDITS, 0, new ChunkPool(CREDITS));
        List<Integer> slots = append(flow, count);
        Collections.shuffle(slots, new Random(seed));
        for (int slot : slots) {
            if (slot % 3 == 1) {
                flow.skip(store.seat(slot), slot, 0, recorder);
            } else {
                flow.forward(store.seat(slot), slot, 0, 0, recorder);
            }
        }
        assertEquals(
                IntStream.range(0, count)
                        .map(slot -> slot % 3 == 1 ? -slot : slot)
                        .boxed()
                        .toList(),
                left);
        left.clear();
    }

    /** Four fit into the cells of the flow; seven need lent ones, from the second round on some of each. */
    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    void shouldLoseNoStragglerWhenManyThreadsFinishAtOnce(int finishers) throws InterruptedException {
        int rounds = 20_000;
        OrderedFlow flow = new OrderedFlow(CREDITS, finishers, 0, new ChunkPool(CREDITS));
        List<Long> places = Collections.synchronizedList(new ArrayList<>());
        // The window is one round wide, so a round cannot begin unless every entry of the last one has left.
        CyclicBarrier barrier = new CyclicBarrier(finishers, () -> append(flow, finishers));
        Threads threads = new Threads();
        for (int t = 0; t < finishers; t++) {
            int slot = t;
            threads.start(() -> {
                for (int round = 0; round < rounds; round++) {
                    barrier.await();
                    flow.forward(
                            store.seat(slot), slot, 0, 0, cell -> places.add(Flow.place(store.seat(Cell.slot(cell)))));
                }
            });
        }
        threads.join();
        assertEquals(LongStream.range(0, (long) rounds * finishers).boxed().toList(), places);
    }

    private static long wrapped(long place) {
        return Flow.place(Flow.seat(place));
    }

    private List<Integer> append(OrderedFlow flow, int count) {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < count; slot++) {
            assertTrue(flow.tryAppend(store, slot));
            slots.add(slot);
        }
        return slots;
    }
}

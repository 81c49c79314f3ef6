package io.millrace.device.software;

import static io.millrace.device.software.Cell.DONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ordered and atomic flows stand on: each place has one cell, its own or a lent one, and nobody else's. */
class FlowTest {

    private static final int SPAN = 100;
    private static final int OWN_CELLS = 4;

    private final ChunkPool pool = new ChunkPool(SPAN);

    private static final class BareFlow extends Flow {
        BareFlow(long firstPlace, ChunkPool pool) {
            super(firstPlace, SPAN, pool);
        }

        boolean finish(long seat) {
            return (getAndOr(seat, DONE | Cell.withSlot(1 + slot(seat))) & Cell.HEAD) != 0;
        }

        /** Moves over all places that are done, checks that each has the cell that it was given, and returns how many. */
        int drain(long first) {
            int count = 0;
            long cell;
            do {
                assertEquals(first + count, place(here()));
                count++;
                pass();
                cell = stand();
                long expected = (cell & DONE) == 0 ? 0 : DONE | Cell.withSlot(1 + slot(here()));
                assertEquals(expected, cell, "the cell of another place");
            } while (cell != 0);
            return count;
        }

        private static int slot(long seat) {
            return (int) place(seat) & 0xFFFF;
        }
    }

    @Property(tries = 500)
    void shouldGiveEachPlaceACellThatNoOtherHas(@ForAll @IntRange(min = 1, max = SPAN) int longest, @ForAll long seed) {
        BareFlow flow = new BareFlow(0, pool);
        Random random = new Random(seed);
        List<Long> taken = new ArrayList<>();
        long given = 0;
        long passed = 0;
        for (int step = 0; step < 2_000; step++) {
            // Long for a while, then short, so that cells change from one kind to the other and back.
            int limit = step / 100 % 2 == 0 ? longest : 1 + longest % OWN_CELLS;
            if (given - passed < limit && (taken.isEmpty() || random.nextBoolean())) {
                long seat = flow.take();
                assertEquals(given++, Flow.place(seat));
                taken.add(seat);
            } else if (!taken.isEmpty()) {
                long seat = taken.remove(random.nextInt(taken.size()));
                if (flow.finish(seat)) {
                    passed += flow.drain(Flow.place(seat));
                }
            }
            assertEquals(given != passed, flow.isInUse());
            if (taken.isEmpty()) {
                assertEquals(given, passed, "all that were given are finished, so the flow has passed them");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldBorrowNothingWhileItIsShort(int length) {
        BareFlow flow = new BareFlow(0, pool);
        assertEquals(0, borrowed(flow, length, 100 * OWN_CELLS));
    }

    @Test
    void shouldUseItsOwnCellsAgainWhenItHasBecomeShort() {
        BareFlow flow = new BareFlow(0, pool);
        assertTrue(borrowed(flow, SPAN, 10 * SPAN) > 0, "a long flow needs more than its own");
        borrowed(flow, 1, SPAN);
        assertEquals(0, borrowed(flow, 1, SPAN));
    }

    @Test
    void shouldNotShareCellsWithPlacesThatWereGivenBeforeTheyWereFree() {
        BareFlow flow = new BareFlow(0, pool);
        Queue<Long> seats = take(flow, OWN_CELLS + 2);
        for (int place = 0; place < OWN_CELLS; place++) {
            assertTrue(flow.finish(seats.remove()));
            flow.drain(place);
        }
        // Two places were given lent cells; two more are near enough for own ones.
        seats.addAll(take(flow, 3));
        assertEquals(
                List.of(true, true, false, false, true),
                seats.stream().map(FlowTest::isLent).toList());
    }

    private static Queue<Long> take(Flow flow, int count) {
        Queue<Long> seats = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            seats.add(flow.take());
        }
        return seats;
    }

    /** Sends entries through, {@code length} of them at a time, and returns how many had lent cells. */
    private static int borrowed(BareFlow flow, int length, int entries) {
        Queue<Long> seats = take(flow, length);
        int lent = 0;
        for (int i = 0; i < entries; i++) {
            long seat = seats.remove();
            lent += isLent(seat) ? 1 : 0;
            assertTrue(flow.finish(seat));
            flow.drain(Flow.place(seat));
            if (i + length < entries) {
                seats.add(flow.take());
            }
        }
        return lent;
    }

    private static boolean isLent(long seat) {
        return seat == Flow.seat(Flow.place(seat));
    }
}

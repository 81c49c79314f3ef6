package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class GatheringTest {

    private final List<Long> gone = Collections.synchronizedList(new ArrayList<>());

    private void arrive(Gathering gathering, long place) {
        gathering.arrive(place, () -> gone.add(place));
    }

    @Test
    void shouldLetNobodyGoBeforeTheirTurn() {
        Gathering gathering = new Gathering(4);
        arrive(gathering, 2);
        arrive(gathering, 1);
        assertEquals(List.of(), gone);
        arrive(gathering, 0);
        assertEquals(List.of(0L, 1L, 2L), gone);
        arrive(gathering, 3);
        assertEquals(List.of(0L, 1L, 2L, 3L), gone);
    }

    /** More than a round early. */
    @Test
    void shouldPutAsideWhatIsEarly() {
        Gathering gathering = new Gathering(2);
        for (long place = 9; place >= 0; place--) {
            arrive(gathering, place);
        }
        assertEquals(LongStream.range(0, 10).boxed().toList(), gone);
    }

    /** Where an {@code int} and a {@code long} end, and begin again below. */
    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE - 5L, 0xFFFF_FFFFL - 5L, Long.MAX_VALUE - 5L})
    void shouldKeepTheOrderAcrossTheWrapOfPlaces(long first) {
        Gathering gathering = new Gathering(4, first);
        assertTrue(gathering.isNext(first));
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            places.add(first + i);
        }
        List<Long> mixed = new ArrayList<>(places);
        Collections.shuffle(mixed, new Random(first));
        mixed.forEach(place -> arrive(gathering, place));
        assertEquals(places, gone);
        arrive(gathering, first + 21);
        arrive(gathering, first + 28);
        gathering.open();
        assertEquals(List.of(first + 21, first + 28), gone.subList(20, 22));
    }

    @Test
    void shouldLetEverythingGoOnceItIsOpen() {
        Gathering gathering = new Gathering(2);
        arrive(gathering, 1);
        arrive(gathering, 7);
        arrive(gathering, 5);
        gathering.open();
        assertEquals(List.of(1L, 5L, 7L), gone);
        arrive(gathering, 3);
        arrive(gathering, 30);
        assertEquals(List.of(1L, 5L, 7L, 3L, 30L), gone);
    }

    /** Threads take the next places, and bring them in any order, so that some are far ahead of others. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void shouldKeepTheOrderOfManyThreads(int window) throws InterruptedException {
        int places = 40_000;
        Gathering gathering = new Gathering(window);
        AtomicInteger next = new AtomicInteger();
        List<Long> inOrder = new ArrayList<>(places);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            Thread thread = new Thread(() -> {
                List<Long> mine = new ArrayList<>();
                for (int place = next.getAndIncrement(); place < places; place = next.getAndIncrement()) {
                    mine.add((long) place);
                    if (random.nextInt(6) == 0) {
                        bring(gathering, mine, inOrder, random);
                    }
                }
                bring(gathering, mine, inOrder, random);
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(LongStream.range(0, places).boxed().toList(), inOrder);
    }

    private static void bring(Gathering gathering, List<Long> mine, List<Long> inOrder, Random random) {
        Collections.shuffle(mine, random);
        // Whoever goes on is alone.
        mine.forEach(place -> gathering.arrive(place, () -> inOrder.add(place)));
        mine.clear();
    }

    @Test
    void shouldLetEachGoOnceThoughItIsOpenedMeanwhile() throws InterruptedException {
        for (int round = 0; round < 300; round++) {
            gone.clear();
            Gathering gathering = new Gathering(4);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int own = i;
                threads.add(new Thread(() -> {
                    for (long place = 20 - own; place >= 0; place -= 3) {
                        arrive(gathering, place);
                    }
                }));
            }
            threads.forEach(Thread::start);
            gathering.open();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(21, gone.size());
            assertEquals(21, new HashSet<>(gone).size());
        }
    }
}

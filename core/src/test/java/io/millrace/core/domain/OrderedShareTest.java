package io.millrace.core.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OrderedShareTest {

    @Test
    void shouldLeaveAFlowEightTimesWhatIsFree() {
        OrderedShare share = new OrderedShare(64, 2);
        assertEquals(8 * 64, share.get());
        share.add(0, true, 10);
        assertEquals(8 * 54, share.get());
        share.add(1, false, -10);
        assertEquals(8 * 64, share.get());
        share.add(1, false, 64);
        assertEquals(Long.MAX_VALUE, share.get());
    }

    @Test
    void shouldBeWrongByLittleHoweverManyCount() throws InterruptedException {
        int credits = 1 << 16;
        int actors = 8;
        OrderedShare share = new OrderedShare(credits, actors);
        long[] sums = new long[actors];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < actors; i++) {
            int actor = i;
            // The last two count in one word.
            int word = Math.min(actor, actors - 2);
            threads.add(new Thread(() -> {
                SplittableRandom random = new SplittableRandom(actor);
                for (int round = 0; round < 20_000; round++) {
                    int entries = random.nextInt(-16, 18);
                    share.add(word, word < actors - 2, entries);
                    sums[actor] += entries;
                }
            }));
        }
        threads.forEach(Thread::start);
        long sum = 0;
        for (int i = 0; i < actors; i++) {
            threads.get(i).join();
            sum += sums[i];
        }
        share.add(actors - 1, true, (int) (credits / 2 - sum));
        assertEquals(credits / 2.0, share.get() / 8.0, credits / 32.0);
    }
}

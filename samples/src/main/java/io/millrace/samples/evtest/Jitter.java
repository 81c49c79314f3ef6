package io.millrace.samples.evtest;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Pauses of all lengths between two steps of a thread. Used by one thread. */
final class Jitter {
    private static final int MOST_SPINS = 200;
    private static final int LONG_SPINS = 20_000;
    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

    private final SplittableRandom random;
    private final Mood mood;

    /** How often there are pauses: in how many of a million steps of each kind. */
    enum Mood {
        HASTY(0, 0, 0, 0),
        BUSY(100_000, 500, 2_000, 0),
        UNSTEADY(200_000, 2_000, 20_000, 3_000),
        SLEEPY(50_000, 1_000, 10_000, 50_000);

        private final int spin;
        private final int spinLong;
        private final int yield;
        private final int park;

        Mood(int spin, int spinLong, int yield, int park) {
            this.spin = spin;
            this.spinLong = spinLong;
            this.yield = yield;
            this.park = park;
        }
    }

    Jitter(SplittableRandom random, Mood mood) {
        this.random = random;
        this.mood = mood;
    }

    void pause() {
        if (mood == Mood.HASTY) {
            return;
        }
        int dice = random.nextInt(1_000_000);
        if ((dice -= mood.spin) < 0) {
            spin(random.nextInt(MOST_SPINS));
        } else if ((dice -= mood.spinLong) < 0) {
            spin(random.nextInt(LONG_SPINS));
        } else if ((dice -= mood.yield) < 0) {
            Thread.yield();
        } else if (dice - mood.park < 0) {
            LockSupport.parkNanos(random.nextInt(50) == 0 ? random.nextLong(LONG_NANOS) : random.nextLong(SHORT_NANOS));
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}

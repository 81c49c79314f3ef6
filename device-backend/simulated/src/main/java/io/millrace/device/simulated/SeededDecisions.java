package io.millrace.device.simulated;

import java.util.List;
import java.util.SplittableRandom;

/** Decides by a seed. */
final class SeededDecisions implements Decisions {

    private final SplittableRandom random;

    SeededDecisions(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public int decide(Question question, int bound, List<Member> ready) {
        return switch (question) {
            case NEXT, CHANCE -> random.nextInt(bound);
            case WORK -> seldom(2, bound);
            case WAKE -> seldom(16, bound);
            case STALL, SLEEP -> seldom(32, bound);
            case FAULT -> random.nextInt(bound) == 0 ? 1 : 0;
        };
    }

    /** Decides, one in so many times, for something that is not the plainest. */
    private int seldom(int oneIn, int bound) {
        return random.nextInt(oneIn) == 0 ? 1 + random.nextInt(bound - 1) : 0;
    }

    /** Returns a number by chance that nobody has asked for. */
    long next() {
        return random.nextLong();
    }

    /** Returns a number below another by chance. */
    long next(long bound) {
        return random.nextLong(bound);
    }
}

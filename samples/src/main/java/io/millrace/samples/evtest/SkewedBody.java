package io.millrace.samples.evtest;

import java.util.SplittableRandom;

/** Work that is short but for one entry in a thousand, so that those behind it overtake it if they can. Used by one thread. */
final class SkewedBody implements Body {
    private static final int SPINS = 20;
    private static final int RARE = 1000;
    private static final int RARE_SPINS = 20_000;

    private final SplittableRandom random;

    SkewedBody(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public void work(Cargo cargo, int step) {
        int spins = random.nextInt(RARE) == 0 ? RARE_SPINS : random.nextInt(SPINS);
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }
}

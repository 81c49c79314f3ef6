package io.millrace.benchmarks.keyed;

import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/** How tasks are spread over keys. */
public enum KeyDistribution {
    /** Every key is as likely as every other. */
    UNIFORM {
        @Override
        IntSupplier source(int keys, SplittableRandom random) {
            return () -> random.nextInt(keys);
        }
    },
    /** A Zipf distribution with exponent 0.99, as YCSB has it; of 10,000 keys the hottest, key 0, has a tenth of the tasks. */
    ZIPF {
        @Override
        IntSupplier source(int keys, SplittableRandom random) {
            Zipf zipf = new Zipf(keys, EXPONENT);
            return () -> zipf.draw(random);
        }
    };

    private static final double EXPONENT = 0.99;

    abstract IntSupplier source(int keys, SplittableRandom random);
}

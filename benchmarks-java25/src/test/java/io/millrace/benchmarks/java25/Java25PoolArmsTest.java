package io.millrace.benchmarks.java25;

import io.millrace.benchmarks.pools.PoolArmContract;
import java.util.Set;

final class Java25PoolArmsTest extends PoolArmContract {

    @Override
    protected Set<String> arms() {
        return new Java25PoolArms().arms().keySet();
    }
}

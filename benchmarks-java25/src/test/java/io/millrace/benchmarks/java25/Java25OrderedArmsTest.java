package io.millrace.benchmarks.java25;

import io.millrace.benchmarks.ordered.OrderedArmContract;
import java.util.Set;

final class Java25OrderedArmsTest extends OrderedArmContract {

    @Override
    protected Set<String> arms() {
        return new Java25OrderedArms().arms().keySet();
    }
}

package io.millrace.core.domain;

import io.millrace.core.QueueConfiguration;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The weights of the queues, which anybody may change. A port that sees an old one for a while shares by it for a while. */
final class QueueWeights {

    private final AtomicIntegerArray weights;
    private volatile boolean differ;

    QueueWeights(List<QueueConfiguration> queues) {
        weights = new AtomicIntegerArray(
                queues.stream().mapToInt(QueueConfiguration::weight).toArray());
        differ = compare();
    }

    /** Returns whether there is anything to share by. Read for every look of a port, and hardly ever written. */
    boolean differ() {
        return differ;
    }

    int get(int queue) {
        return weights.getOpaque(queue);
    }

    synchronized void set(int queue, int weight) {
        if (weight < 1 || weight > QueueConfiguration.MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "weight out of range: weight=" + weight + ", limit=" + QueueConfiguration.MAX_WEIGHT);
        }
        weights.setOpaque(queue, weight);
        differ = compare();
    }

    private boolean compare() {
        for (int queue = 1; queue < weights.length(); queue++) {
            if (get(queue) != get(0)) {
                return true;
            }
        }
        return false;
    }
}

package io.millrace.applications.pekko;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What comes out of the stream.
 *
 * @param inOrder of all readings in the order of their numbers
 * @param bySensor of the readings of each sensor in that order
 */
record Digests(Digest inOrder, Map<Integer, Digest> bySensor) {

    static Digests of(Digest inOrder, List<Digest> sensors) {
        return new Digests(inOrder, sensors.stream().collect(Collectors.toMap(Digest::sensor, Function.identity())));
    }

    /** Computes on the calling thread what the stream should come to. */
    static Digests computed(int readings) {
        Digest inOrder = Digest.empty();
        Map<Integer, Digest> bySensor = new TreeMap<>();
        for (int number = 0; number < readings; number++) {
            Reading reading = Reading.number(number);
            inOrder = inOrder.with(reading);
            bySensor.put(
                    reading.sensor(),
                    bySensor.getOrDefault(reading.sensor(), Digest.of(reading.sensor()))
                            .with(reading));
        }
        return new Digests(inOrder, bySensor);
    }
}

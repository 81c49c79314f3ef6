package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.ordered.OrderedArms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One table: what all arms do in turns.
 *
 * @param mode how packets are sent
 * @param direction what is done with them
 * @param bytes how long the text of each is
 * @param load what else the machine has to do
 */
record TcryptCell(TcryptMode mode, Direction direction, int bytes, TcryptLoad load) {

    /** Returns the names of the arms, in the order of their turns. */
    List<String> arms() {
        List<String> arms = new ArrayList<>(List.of(OrderedArms.ONE_THREAD));
        arms.addAll(OrderedArms.PADATA);
        arms.add(OrderedArms.FORK_JOIN);
        arms.addAll(OrderedArms.OURS);
        // With one packet under way one thread is the ceiling.
        arms.add(mode == TcryptMode.ONE_OUTSTANDING ? PacketArm.INVOKING : PacketBenchmark.CEILING);
        return arms;
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("mode", Integer.toString(mode.number()));
        parameters.put("direction", direction.toString());
        parameters.put("bytes", Integer.toString(bytes));
        parameters.put("load", load.toString());
        return parameters;
    }

    @Override
    public String toString() {
        return mode + ", " + direction + ", " + bytes + " bytes, " + load;
    }
}

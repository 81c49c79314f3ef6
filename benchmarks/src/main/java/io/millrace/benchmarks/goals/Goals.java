package io.millrace.benchmarks.goals;

import io.millrace.benchmarks.device.DeviceTrials;
import io.millrace.benchmarks.packets.PacketTrials;
import java.util.List;

/** The goals, each measured against peers in the same run, through the public API that the guide teaches. */
public final class Goals {

    private static final List<Goal> ALL = List.of(
            new Goal(1, "ordered pipelines", OrderedGoals::pipelines),
            new Goal(2, "AES-GCM packets in order", PacketTrials::run),
            new Goal(3, "skewed work in order", OrderedGoals::skew),
            new Goal(4, "tasks of keys", KeyedGoals::keys),
            new Goal(5, "small tasks from outside", PoolGoals::submit),
            new Goal(6, "tasks start soon, and waiting for them costs little", PoolGoals::start),
            new Goal(7, "recursion", RecursionGoals::programs),
            new Goal(8, "the device allocates nothing", DeviceTrials::allocation),
            new Goal(9, "the device beside event_sw", DeviceTrials::besideEventSw),
            new Goal(10, "statistics cost little", OrderedGoals::statistics));

    private Goals() {}

    /** Returns all goals by number. */
    public static List<Goal> all() {
        return ALL;
    }
}

package io.millrace.benchmarks.device;

import java.util.Locale;

/** A software event device of DPDK. */
enum DpdkDevice {

    /** One scheduler, which somebody has to run. What Millrace is judged by. */
    EVENT_SW,

    /** Each port schedules what it is handed, onto the ports that the flows are at. */
    EVENT_DSW;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

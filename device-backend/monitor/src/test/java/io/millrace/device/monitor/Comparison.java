package io.millrace.device.monitor;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import java.util.Arrays;
import java.util.Locale;

/** What something costs on the software device and on the watched one, measured in turns. */
final class Comparison {

    /** Returns what it costs on a device. */
    interface Trial {
        double run(Device device) throws InterruptedException;
    }

    private static final int WARM_UPS = 3;

    private final String watched;
    private final double[] without;
    private final double[] with;
    private final double[] ratios;
    private final long violations;

    /** Runs the trial on both devices, as often as there are rounds. */
    Comparison(int rounds, String watched, Trial trial) throws InterruptedException {
        this.watched = watched;
        Device plain = Devices.find("software");
        Device device = Devices.find(watched);
        for (int i = 0; i < WARM_UPS; i++) {
            trial.run(plain);
            trial.run(device);
        }
        without = new double[rounds];
        with = new double[rounds];
        ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            without[round] = trial.run(plain);
            with[round] = trial.run(device);
            ratios[round] = with[round] / without[round];
        }
        Arrays.sort(without);
        Arrays.sort(with);
        Arrays.sort(ratios);
        violations = Monitor.of(device).count();
    }

    /** Says it for people. */
    @Override
    public String toString() {
        int middle = ratios.length / 2;
        return String.format(
                Locale.ROOT,
                "software median %.0f least %.0f, %s median %.0f least %.0f; ratio of medians %.3f, of least %.3f, median of"
                        + " ratios %.3f, from %.3f to %.3f; violations %d",
                without[middle],
                without[0],
                watched,
                with[middle],
                with[0],
                with[middle] / without[middle],
                with[0] / without[0],
                ratios[middle],
                ratios[0],
                ratios[ratios.length - 1],
                violations);
    }
}

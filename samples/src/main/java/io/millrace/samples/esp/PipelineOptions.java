package io.millrace.samples.esp;

import io.millrace.core.DeviceException;
import io.millrace.core.Devices;
import io.millrace.samples.CommandException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that shape the pipeline. */
final class PipelineOptions {
    private static final int WORKER_LIMIT = 1024;
    private static final int CREDIT_LIMIT = 1 << 20;

    @Option(names = "--workers", paramLabel = "N", description = "Worker threads. Default: one for each processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--credits",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Packets that the device holds at one time. Default: 1024.")
    private int credits = 1024;

    @Option(
            names = "--reorder-window",
            paramLabel = "N",
            description = "Packets of an association that may wait for an earlier one. Default: half the credits.")
    private @Nullable Integer reorderWindow;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "software",
            description = "The device that schedules. Default: software.")
    private String device = "software";

    PipelineLimits limits() throws CommandException {
        EspCommand.requireRange("--workers", workers, 1, WORKER_LIMIT);
        EspCommand.requireRange("--credits", credits, 2, CREDIT_LIMIT);
        int window = reorderWindow == null ? credits / 2 : reorderWindow;
        EspCommand.requireRange("--reorder-window", window, 1, credits / 2);
        requireDevice();
        return new PipelineLimits(workers, credits, window, device);
    }

    /** Looks for the device now, before there are keys or an output for nothing. */
    private void requireDevice() throws CommandException {
        try {
            Devices.find(device);
        } catch (IllegalArgumentException | DeviceException unknown) {
            throw CommandException.usage("expected a device for --device, found: " + unknown.getMessage());
        }
    }
}

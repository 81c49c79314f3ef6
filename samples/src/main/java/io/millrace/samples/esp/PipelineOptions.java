package io.millrace.samples.esp;

import io.millrace.samples.CommandException;
import io.millrace.samples.DeviceOption;
import io.millrace.samples.OptionRange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private DeviceOption device = new DeviceOption();

    PipelineLimits limits() throws CommandException {
        OptionRange.require("--workers", workers, 1, WORKER_LIMIT);
        OptionRange.require("--credits", credits, 2, CREDIT_LIMIT);
        int window = reorderWindow == null ? credits / 2 : reorderWindow;
        OptionRange.require("--reorder-window", window, 1, credits / 2);
        // Looked for now, before there are keys or an output for nothing.
        device.find();
        return new PipelineLimits(workers, credits, window, device.name());
    }
}

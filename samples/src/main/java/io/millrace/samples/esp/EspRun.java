package io.millrace.samples.esp;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import io.millrace.samples.capture.CaptureException;
import io.millrace.samples.capture.CaptureInterface;
import io.millrace.samples.capture.CaptureReader;
import io.millrace.samples.capture.CaptureWriter;
import io.millrace.samples.capture.Packet;
import io.millrace.samples.output.OutputFile;
import io.millrace.samples.output.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One run from a capture to a capture. */
final class EspRun {
    /** Frames in flight may take this part of the heap; sealed or opened, they take as much again. */
    private static final int HEAP_SHARE = 8;

    private static final int FAILURES_KEPT = 1000;

    private final EspRequest request;
    private final PipelineFactory pipelines;
    private final ProgressBar progress;
    private final Consumer<String> failureLines;
    private final List<String> failures = new ArrayList<>();

    /**
     * Creates a run.
     *
     * @param failureLines receives a sentence about each packet that fails, on any thread, in order
     */
    EspRun(EspRequest request, PipelineFactory pipelines, ProgressBar progress, Consumer<String> failureLines) {
        this.request = request;
        this.pipelines = pipelines;
        this.progress = progress;
        this.failureLines = failureLines;
    }

    /** Runs; a report with failed packets means that no output was left. */
    EspReport run() throws CommandException {
        request.check();
        try (CaptureReader reader = CaptureReader.open(request.input());
                OutputFile file = OutputFile.create(request.output());
                NewKeyFile newKeys = NewKeyFile.createIfMissing(request)) {
            EspReport report = run(reader, KeyRing.open(request), file);
            if (report.failed() == 0 && newKeys.keep()) {
                file.keep();
            }
            return report;
        } catch (CaptureException | EspException failure) {
            throw CommandException.data(request.input() + ": " + failure.getMessage());
        } catch (IOException failure) {
            throw CommandException.data("expected to read " + request.input() + " and to write " + request.output()
                    + ", found " + FileReason.of(failure));
        }
    }

    private EspReport run(CaptureReader reader, KeyRing keys, OutputFile file)
            throws IOException, EspException, CommandException {
        CaptureWriter writer = CaptureWriter.create(file.stream(), reader.format());
        int associations = keys.associations().size();
        ResultWriter results =
                new ResultWriter(writer, request.decrypt() ? new SequenceCheck(associations) : null, this::keepFailure);
        long byteLimit = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        TotalOrder order = new TotalOrder(2 * request.limits().credits(), byteLimit, results);
        Supplier<PacketWorker> workers =
                () -> announcing(order, request.decrypt() ? new OpenWorker() : new SealWorker(keys.run()));
        PacketPipeline pipeline = pipelines.create(associations, workers, order::put);
        PacketFeeder feeder = new PacketFeeder(request, keys.associations(), order, pipeline);
        long start = System.nanoTime();
        try (pipeline) {
            for (CaptureInterface origin : reader.interfaces()) {
                writer.describe(feeder.outputInterface(origin));
            }
            feed(reader, feeder);
            for (int again = 1; again < request.repeat(); again++) {
                try (CaptureReader next = CaptureReader.open(request.input())) {
                    feed(next, feeder);
                }
            }
        }
        long nanos = System.nanoTime() - start;
        progress.end();
        writer.close();
        return new EspReport(
                request,
                associations,
                feeder.submitted(),
                feeder.submittedBytes(),
                feeder.withoutIp(),
                nanos,
                results.failed(),
                failures,
                pipeline.figures());
    }

    private void feed(CaptureReader reader, PacketFeeder feeder) throws IOException, EspException {
        for (Packet packet = reader.next(); packet != null; packet = reader.next()) {
            feeder.feed(packet);
            progress.advance(packet.frame().length, 1);
        }
    }

    private void keepFailure(String sentence) {
        failureLines.accept(sentence);
        if (failures.size() < FAILURES_KEPT) {
            failures.add(sentence);
        }
    }

    /** A fault in the parallel part leaves a hole in the order; whoever waits there must hear of it. */
    private static PacketWorker announcing(TotalOrder order, PacketWorker worker) {
        return (job, place) -> {
            try {
                return worker.work(job, place);
            } catch (RuntimeException | Error fault) {
                order.fail(fault);
                throw fault;
            }
        };
    }

    static long frameBytes(EspRequest request) throws CommandException {
        try {
            return Files.size(request.input()) * request.repeat();
        } catch (IOException failure) {
            throw CommandException.usage("expected a capture to read, found " + FileReason.of(failure));
        }
    }
}

package io.millrace.samples.gzip;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import io.millrace.samples.output.OutputFile;
import io.millrace.samples.output.ProgressBar;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/** One run from a file or standard input to a file or standard output. */
final class GzipRun {
    private final GzipRequest request;
    private final ProgressBar progress;
    private final ReadableByteChannel standardInput;
    private final WritableByteChannel standardOutput;
    private final BlockPool pool = new BlockPool();

    GzipRun(
            GzipRequest request,
            ProgressBar progress,
            ReadableByteChannel standardInput,
            WritableByteChannel standardOutput) {
        this.request = request;
        this.progress = progress;
        this.standardInput = standardInput;
        this.standardOutput = standardOutput;
    }

    /** Runs; after a failure no output file was left, and one that was there before is as it was. */
    GzipReport run() throws CommandException {
        request.check();
        Path file = request.input();
        if (file == null) {
            return compress(standardInput, standardOutput, MemberHeader.of(request.level()));
        }
        try (FileChannel input = FileChannel.open(file, StandardOpenOption.READ)) {
            return compress(file, input);
        } catch (IOException failure) {
            throw CommandException.usage("expected a file that can be read, found " + FileReason.of(failure));
        }
    }

    /** How many blocks there were in memory. */
    int blocks() {
        return pool.made();
    }

    private GzipReport compress(Path file, FileChannel input) throws IOException, CommandException {
        FileTime changed = Files.getLastModifiedTime(file);
        byte[] header = MemberHeader.of(request.level(), String.valueOf(file.getFileName()), changed);
        Path target = request.output();
        if (target == null) {
            return compress(input, standardOutput, header);
        }
        try (OutputFile output = OutputFile.create(target)) {
            output.protectAs(file);
            GzipReport report = compress(input, output.channel(), header);
            output.date(changed);
            output.keep();
            return report;
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    private GzipReport compress(ReadableByteChannel input, WritableByteChannel output, byte[] header)
            throws CommandException {
        long start = System.nanoTime();
        MemberWriter member = new MemberWriter(output);
        try {
            member.begin(header);
            try (BlockPipeline pipeline = new BlockPipeline(request.workers(), request.level(), block -> {
                member.write(block);
                pool.giveBack(block);
            })) {
                feed(new BlockReader(input), pipeline);
            }
            member.end();
        } catch (IOException failure) {
            throw unwritable(failure);
        } finally {
            progress.end();
        }
        return new GzipReport(request, member.bytesIn(), member.bytesOut(), System.nanoTime() - start);
    }

    private void feed(BlockReader reader, BlockPipeline pipeline) throws IOException, CommandException {
        Block block = pool.take();
        while (fill(reader, block)) {
            // From then on it is no longer ours.
            int bytes = block.contentBytes();
            pipeline.submit(block);
            progress.advance(bytes, bytes);
            block = pool.take();
        }
    }

    private boolean fill(BlockReader reader, Block block) throws CommandException {
        try {
            return reader.fill(block);
        } catch (IOException failure) {
            throw CommandException.data(
                    "expected to read " + request.inputName() + ", found " + FileReason.of(failure));
        }
    }

    private CommandException unwritable(IOException failure) {
        return CommandException.data("expected to write " + request.outputName() + ", found " + FileReason.of(failure));
    }
}

package io.millrace.samples.gzip;

import io.millrace.samples.CommandException;
import io.millrace.samples.filter.Ends;
import io.millrace.samples.filter.Passage;
import io.millrace.samples.output.ProgressBar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Runs between channels of the test's. */
final class GzipRuns {
    private GzipRuns() {}

    static byte[] compress(byte[] content, int level, int workers) throws CommandException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        between(Channels.newChannel(new ByteArrayInputStream(content)), Channels.newChannel(compressed), level, workers)
                .run();
        return compressed.toByteArray();
    }

    static GzipRun between(ReadableByteChannel input, WritableByteChannel output, int level, int workers) {
        ProgressBar silent = new ProgressBar(new PrintWriter(Writer.nullWriter()), false, 0, "bytes");
        Ends ends = new Ends(null, null, false, GzipRequest.WORDS);
        return new GzipRun(new GzipRequest(ends, level, workers), new Passage(ends, input, output), silent);
    }
}

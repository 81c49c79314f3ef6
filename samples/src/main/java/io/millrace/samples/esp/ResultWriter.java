package io.millrace.samples.esp;

import io.millrace.samples.capture.CaptureWriter;
import io.millrace.samples.capture.Packet;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of the way: writes what succeeded, names what failed. Called in the order of the input, one at a time. */
final class ResultWriter implements PacketPipeline.Sink {
    private final CaptureWriter writer;
    private final @Nullable SequenceCheck sequenceCheck;
    private final Consumer<String> failures;
    private long failed;
    private @Nullable String firstFailure;

    /**
     * Creates a writer.
     *
     * @param sequenceCheck for tunnel packets that come in, or null
     * @param failures receives a sentence about each packet that failed
     */
    ResultWriter(CaptureWriter writer, @Nullable SequenceCheck sequenceCheck, Consumer<String> failures) {
        this.writer = writer;
        this.sequenceCheck = sequenceCheck;
        this.failures = failures;
    }

    @Override
    public void accept(PacketResult result) throws IOException {
        PacketResult checked = sequenceCheck == null ? result : sequenceCheck.check(result);
        Packet output = checked.output();
        if (output == null) {
            String sentence = "packet " + checked.input().number() + ": " + checked.failure();
            failed++;
            firstFailure = firstFailure == null ? sentence : firstFailure;
            failures.accept(sentence);
        } else if (failed == 0) {
            // The output of a run with failures is thrown away, so there is nothing more to write.
            writer.write(output);
        }
    }

    long failed() {
        return failed;
    }

    @Nullable
    String firstFailure() {
        return firstFailure;
    }
}

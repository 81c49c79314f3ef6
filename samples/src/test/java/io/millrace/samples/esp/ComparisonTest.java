package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    private static final PipelineLimits LIMITS = new PipelineLimits(1, 16, 8, "software");

    @Test
    void shouldReportBothRatesAndTheirRatio() throws Exception {
        String report = new Comparison(LIMITS, ComparisonTest::onOneThread, 200, 3, 0).run(false);
        assertTrue(report.contains("one thread, no executor"), report);
        assertTrue(report.contains("ratio "), report);
        String json = new Comparison(LIMITS, ComparisonTest::onOneThread, 200, 3, 0).run(true);
        assertTrue(json.contains("\"ratio\": "), json);
    }

    @Test
    void shouldRefuseARunThatLosesTheOrder() {
        PipelineFactory swapping = (series, workers, sink) -> {
            List<PacketResult> held = new ArrayList<>();
            return onOneThread(series, workers, result -> {
                held.add(result);
                if (held.size() == 2) {
                    Collections.reverse(held);
                    for (PacketResult late : held) {
                        sink.accept(late);
                    }
                    held.clear();
                }
            });
        };
        assertThrows(IOException.class, () -> new Comparison(LIMITS, swapping, 200, 3, 0).run(false));
    }

    @Test
    void shouldRefuseARunThatMakesOtherPackets() {
        PipelineFactory elsewhere = (series, workers, sink) -> onOneThread(series, () -> new SealWorker(1), sink);
        assertThrows(IOException.class, () -> new Comparison(LIMITS, elsewhere, 200, 3, 0).run(false));
    }

    private static PacketPipeline onOneThread(int series, Supplier<PacketWorker> workers, PacketPipeline.Sink sink) {
        return new OneThreadPipeline(series, workers.get(), sink);
    }
}

package io.millrace.benchmarks.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.SchedulingType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in C runs where DPDK is installed, and what it checks bites. */
final class EventSwProgramTest {

    private static final int MILLIS = 20;
    private static final List<String> METHODS = List.of("enter", "circulate");

    @TempDir
    Path directory;

    @Test
    void shouldMeasure() throws IOException, InterruptedException {
        EventSwProgram program = compile();
        for (String method : METHODS) {
            for (SchedulingType type :
                    List.of(SchedulingType.ATOMIC, SchedulingType.ORDERED, SchedulingType.UNORDERED)) {
                List<Double> nanos = program.measure(new DeviceOperation(type, 10_000, method), 0, 2, MILLIS);
                assertEquals(2, nanos.size());
                assertTrue(nanos.stream().allMatch(each -> each > 0.5 && each < 1_000_000), nanos::toString);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOSE", "REPEAT", "SWAP"})
    void shouldFailWhenADeliveryIsBroken(String fault) throws IOException, InterruptedException {
        EventSwProgram program = compile("-DPLANT=" + fault);
        for (String method : METHODS) {
            IOException failure = assertThrows(
                    IOException.class,
                    () -> program.measure(new DeviceOperation(SchedulingType.ATOMIC, 64, method), 0, 1, MILLIS));
            String message = Objects.requireNonNull(failure.getMessage());
            assertTrue(message.contains("status=1") && message.contains("expected event"), message);
        }
    }

    private EventSwProgram compile(String... options) throws IOException, InterruptedException {
        try {
            return EventSwProgram.compile(directory, Objects.requireNonNullElse(System.getenv("PATH"), ""), options);
        } catch (EventSwProgram.MissingException missing) {
            String reason = "skipped: " + missing.getMessage();
            System.out.println(reason);
            return Assumptions.abort(reason);
        }
    }
}

package io.millrace.benchmarks.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.SchedulingType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The program in C runs where DPDK is installed, and what it checks bites. */
final class EventSwProgramTest {

    private static final int MILLIS = 20;
    private static final List<String> METHODS = List.of("enter", "circulate");

    @TempDir
    private static Path common = Path.of("");

    private static EventSwProgram whole;

    @TempDir
    Path directory;

    /** Once: that takes longer than to run it. */
    @BeforeAll
    static void compileWhole() throws IOException, InterruptedException {
        whole = compileIn(common);
    }

    @ParameterizedTest
    @EnumSource
    void shouldMeasure(DpdkDevice device) throws IOException, InterruptedException {
        requireDevice(whole, device);
        for (String method : METHODS) {
            for (SchedulingType type : EventSw.TYPES) {
                DpdkResult result = whole.measure(device, new DeviceOperation(type, 10_000, method), 0, 2, MILLIS);
                if (device == DpdkDevice.EVENT_DSW && type == SchedulingType.ORDERED) {
                    assertEquals(DpdkResult.absent("event_dsw has no ordered queues"), result);
                    continue;
                }
                assertEquals("", result.reason());
                assertEquals(2, result.nanos().size());
                assertTrue(result.nanos().stream().allMatch(each -> each > 0.5 && each < 1_000_000), result::toString);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EVENT_SW, LOSE",
        "EVENT_SW, REPEAT",
        "EVENT_SW, SWAP",
        "EVENT_DSW, LOSE",
        "EVENT_DSW, REPEAT",
        "EVENT_DSW, SWAP",
    })
    void shouldFailWhenADeliveryIsBroken(DpdkDevice device, String fault) throws IOException, InterruptedException {
        requireDevice(whole, device);
        EventSwProgram program = compile("-DPLANT=" + fault);
        for (String method : METHODS) {
            IOException failure = assertThrows(
                    IOException.class,
                    () -> program.measure(
                            device, new DeviceOperation(SchedulingType.ATOMIC, 64, method), 0, 1, MILLIS));
            String message = Objects.requireNonNull(failure.getMessage());
            assertTrue(message.contains("status=1") && message.contains("expected event"), message);
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchDevice() throws IOException, InterruptedException {
        EventSwProgram program = compile("-DEVENT_DSW=\"event_nosuch0\"");
        DeviceOperation operation = new DeviceOperation(SchedulingType.ATOMIC, 64, "enter");
        Map<DpdkDevice, DpdkResult> results = program.measureAll(operation, 0, 1, MILLIS);
        assertEquals(DpdkResult.absent("this DPDK has no event_dsw"), results.get(DpdkDevice.EVENT_DSW));
        assertEquals(
                "", Objects.requireNonNull(results.get(DpdkDevice.EVENT_SW)).reason());
    }

    private static void requireDevice(EventSwProgram program, DpdkDevice device)
            throws IOException, InterruptedException {
        DpdkResult result = program.measure(device, new DeviceOperation(SchedulingType.ATOMIC, 1, "enter"), 0, 1, 1);
        if (!result.reason().isEmpty()) {
            skip(result.reason());
        }
    }

    private EventSwProgram compile(String... options) throws IOException, InterruptedException {
        return compileIn(directory, options);
    }

    private static EventSwProgram compileIn(Path directory, String... options)
            throws IOException, InterruptedException {
        try {
            return EventSwProgram.compile(directory, Objects.requireNonNullElse(System.getenv("PATH"), ""), options);
        } catch (EventSwProgram.MissingException missing) {
            return skip(Objects.requireNonNull(missing.getMessage()));
        }
    }

    private static EventSwProgram skip(String reason) {
        System.out.println("skipped: " + reason);
        return Assumptions.abort(reason);
    }
}

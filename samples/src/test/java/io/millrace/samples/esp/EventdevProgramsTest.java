package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Availability;
import io.millrace.core.DeviceProvider;
import io.millrace.core.Devices;
import io.millrace.samples.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs do on DPDK's eventdev what they do on the software device, by one option. */
final class EventdevProgramsTest {

    private static final String DEVICE = "eventdev:event_sw";

    @TempDir
    Path folder;

    @BeforeEach
    void requireDpdk() {
        Availability availability = Devices.providers().stream()
                .filter(provider -> provider.name().equals("eventdev"))
                .findFirst()
                .map(DeviceProvider::probe)
                .orElse(Availability.no("the device is not on the class path"));
        if (!availability.available()) {
            String reason = "skipped, there is no DPDK to run on: " + availability.reason();
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    @Test
    void shouldSealTheSameBytesAsTheSoftwareDevice() throws IOException {
        Path in = SampleCaptures.shipped(folder, "loopback.pcap");
        Path keys = folder.resolve("keys");
        Path first = folder.resolve("software");
        Path second = folder.resolve("eventdev");
        assertDone(Command.run("esp", in, first, "--keys", keys));
        // A file of keys says which numbers are used, so each run gets the same copy.
        Path same = Files.copy(keys, folder.resolve("same"));
        assertDone(Command.run("esp", in, first, "--keys", keys));
        assertDone(Command.run("esp", in, second, "--keys", same, "--device", DEVICE));
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        Path again = folder.resolve("again");
        assertDone(Command.run("esp", "--decrypt", second, again, "--keys", same, "--device", DEVICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "atomic", "perf", "pipeline"})
    void shouldKeepThePromisesThatEvtestChecks(String test) {
        Command result = Command.run("evtest", test, "--entries", "20000", "--device", DEVICE);
        assertDone(result);
        assertTrue(result.out().contains("once 20,000"), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventdev", DEVICE})
    void shouldPassTheSelfTest(String name) {
        Command result = Command.run("selftest", name);
        assertDone(result);
        assertEquals(DEVICE + ": passed", result.out().strip());
    }

    @Test
    void shouldSayWhichDriverThereIsNot() {
        Command result = Command.run("evtest", "perf", "--device", "eventdev:event_none");
        assertEquals(2, result.exitStatus());
        assertTrue(result.err().contains("device=event_none"), result.err());
    }

    private static void assertDone(Command result) {
        assertEquals(0, result.exitStatus(), () -> result.out() + result.err());
    }
}

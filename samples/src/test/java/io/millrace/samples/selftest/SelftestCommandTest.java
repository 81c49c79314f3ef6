package io.millrace.samples.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.Command;
import org.junit.jupiter.api.Test;

/** The command says of each device whether it passed. */
class SelftestCommandTest {

    @Test
    void shouldTryADeviceByName() {
        Command result = Command.run("selftest", "software");
        assertEquals(0, result.exitStatus(), result.err());
        assertEquals("software: passed", result.out().strip());
    }

    @Test
    void shouldTryEveryDeviceWithoutAName() {
        Command result = Command.run("selftest");
        assertEquals(0, result.exitStatus(), result.err());
        assertTrue(result.out().lines().anyMatch("software: passed"::equals), result.out());
    }

    @Test
    void shouldSayWhichDevicesThereAre() {
        Command result = Command.run("selftest", "hardware");
        assertEquals(2, result.exitStatus());
        assertTrue(result.err().contains("software") && result.err().contains("name=hardware"), result.err());
    }
}

package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.Command;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
    @TempDir
    Path folder;

    @Test
    void shouldReportForPeople() throws IOException {
        Path in = SampleCaptures.shipped(folder, "loopback.pcap");
        String report =
                Command.run("esp", in, folder.resolve("out"), "--workers", "1").out();
        assertTrue(report.startsWith("sealed 526 packets with 1 security association on 1 worker into "), report);
        assertTrue(report.contains("2 frames without a whole IP packet were dropped"), report);
        for (String line : new String[] {"packets/s", "Mbit/s", "in flight", "queue wait", "service", "reorder wait"}) {
            assertTrue(report.contains(line), line);
        }
    }

    @Test
    void shouldReportForPrograms() throws IOException {
        Path in = SampleCaptures.shipped(folder, "loopback.pcap");
        String report = Command.run("esp", in, folder.resolve("out"), "--json", "--sas", "2")
                .out();
        assertTrue(report.contains("\"packets\": 526,\n"), report);
        assertTrue(report.contains("\"framesWithoutIp\": 2,\n"), report);
        assertTrue(report.contains("\"serviceNanos\": {\"count\": 526, "), report);
        assertTrue(report.endsWith("\"failed\": 0,\n  \"failures\": []\n}\n"), report);
    }

    @Test
    void shouldQuoteWhatJsonCannotHold() {
        assertEquals("\"a\\\"b\\\\c\\u000a\"", ReportJson.quote("a\"b\\c\n"));
    }
}

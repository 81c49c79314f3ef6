package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each refusal of the command: status 2 and one sentence on standard error, before anything is measured. */
final class EventSwTest {

    @TempDir
    Path tools;

    @Test
    void shouldSayThatThereIsNoCompiler() {
        assertRefused(
                "expected a C compiler named cc, found none on the PATH; Debian and Ubuntu have it as apt-get install gcc");
    }

    @Test
    void shouldSayThatThereIsNoPkgConfig() throws IOException {
        tool("cc", 0);
        assertRefused("expected a program that knows libraries named pkg-config, found none on the PATH;"
                + " Debian and Ubuntu have it as apt-get install pkg-config");
    }

    @Test
    void shouldSayThatThereIsNoDpdk() throws IOException {
        tool("cc", 0);
        tool("pkg-config", 1);
        assertRefused("expected the headers and libraries of DPDK, found that pkg-config knows no libdpdk;"
                + " Debian and Ubuntu have it as apt-get install libdpdk-dev");
    }

    @Test
    void shouldRefuseWhatItCannotMeasure() {
        assertRefused("expected --type ATOMIC, ORDERED or UNORDERED, found directed", "--type", "directed");
        assertRefused("expected --type ATOMIC, ORDERED or UNORDERED, found nosuch", "--type", "atomic,nosuch");
        assertRefused("expected --flows from 1 to 16384, found 16385", "--flows", "1,16385");
        assertRefused("expected --flows NUMBER, found many", "--flows", "1,many");
        assertRefused("expected --flows NUMBER, found nothing", "--flows", "1,");
        assertRefused("expected --flows NUMBER, found nothing", "--flows", "");
        assertRefused("expected --type ATOMIC, ORDERED or UNORDERED, found nothing", "--type", "atomic,");
        assertRefused("expected --rounds from 1 to 100, found 0", "--rounds", "0");
        assertRefused("expected options only, found atomic", "atomic");
    }

    private void tool(String name, int exitStatus) throws IOException {
        Path script = Files.writeString(tools.resolve(name), "#!/bin/sh\nexit " + exitStatus + "\n");
        assertEquals(true, script.toFile().setExecutable(true));
    }

    private void assertRefused(String sentence, String... arguments) {
        StringWriter err = new StringWriter();
        String[] all = new String[arguments.length + 3];
        all[0] = "eventsw";
        all[1] = "--path";
        all[2] = tools.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        int exitStatus = Bench.commandLine().setErr(new PrintWriter(err, true)).execute(all);
        assertEquals("millrace eventsw: " + sentence + System.lineSeparator(), err.toString());
        assertEquals(2, exitStatus);
    }
}

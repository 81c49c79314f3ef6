package io.millrace.applications;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command did, run inside the test's JVM.
 *
 * @param exitStatus its exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Command(int exitStatus, String out, String err) {

    /** Runs a line of words. */
    public static Command run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Applications.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exitStatus = command.execute(line.split(" ", -1));
        return new Command(exitStatus, out.toString(), err.toString());
    }
}

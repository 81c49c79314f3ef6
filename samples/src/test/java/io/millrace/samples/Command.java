package io.millrace.samples;

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

    public static Command run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Millrace.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] words = new String[arguments.length];
        for (int index = 0; index < words.length; index++) {
            words[index] = arguments[index].toString();
        }
        int exitStatus = command.execute(words);
        return new Command(exitStatus, out.toString(), err.toString());
    }
}

package io.millrace.benchmarks.measure;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where the figures of a command go, and where it is told how far the work has come.
 *
 * @param command its name, which stands before what is told of progress
 * @param figures tables and goals
 * @param progress everything else
 */
public record Report(String command, PrintWriter figures, PrintWriter progress) {

    public static Report of(CommandSpec command) {
        return new Report(
                command.name(),
                command.commandLine().getOut(),
                command.commandLine().getErr());
    }

    public void line(String text) {
        figures.println(text);
        figures.flush();
    }

    public void progress(String what, int round, int rounds) {
        progress.println(command + ": " + what + ", round " + (round + 1) + " of " + rounds);
        progress.flush();
    }

    /** Tells whether a figure is as small as wanted; one that is not known is not. */
    public void goal(int number, String what, double measured, double most) {
        line(String.format(
                Locale.ROOT,
                "goal %d  %s: %.3f  wanted at most %.3f  %s",
                number,
                what,
                measured,
                most,
                measured <= most ? "met" : "missed"));
    }

    /** Tells a figure that rests on too little to be judged. */
    public void unjudged(int number, String what, double measured, String reason) {
        line(String.format(Locale.ROOT, "goal %d  %s: %.3f  not judged: %s", number, what, measured, reason));
    }
}

package io.millrace.samples.filter;

import io.millrace.samples.CommandException;
import io.millrace.samples.output.ProgressBar;
import io.millrace.samples.output.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** A run of such a command, with whoever watches it. */
public final class Filter {
    private Filter() {}

    /** What the command does on the way, and tells of it in one line. */
    @FunctionalInterface
    public interface Work {
        /** Does it, and returns the line. */
        String run(Passage passage, ProgressBar progress) throws CommandException;
    }

    /**
     * Does it between ends that were checked, and prints the line where it is not taken for output. Returns the exit status.
     */
    public static int run(CommandLine command, Ends ends, Work work) throws CommandException, IOException {
        boolean isWatched = Terminal.isWatched();
        ends.requireNoTerminal(isWatched);
        ProgressBar progress = new ProgressBar(command.getErr(), isWatched, ends.inputBytes(), "bytes");
        // Neither is closed, since neither is ours.
        Passage passage = new Passage(
                ends,
                new FileInputStream(FileDescriptor.in).getChannel(),
                new FileOutputStream(FileDescriptor.out).getChannel());
        String line = work.run(passage, progress);
        PrintWriter people = ends.output() == null ? command.getErr() : command.getOut();
        people.println(line);
        people.flush();
        return 0;
    }
}

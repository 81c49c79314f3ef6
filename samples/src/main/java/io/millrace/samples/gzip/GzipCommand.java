package io.millrace.samples.gzip;

import io.millrace.samples.CommandException;
import io.millrace.samples.output.ProgressBar;
import io.millrace.samples.output.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code gzip} command. */
@Command(
        name = "gzip",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compresses a file to FILE.gz with all cores, in parallel and in order, and keeps FILE. gunzip reads"
                        + " what comes out.",
        footer =
                "%nFILE.gz appears whole or not at all, and has the permissions and the time of FILE. With --stdout the line"
                        + " of figures goes to standard error.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:reading or writing failed", "2:the command line cannot be used"})
public final class GzipCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The file to compress; - takes standard input to standard output.")
    private String file = STANDARD_INPUT;

    @Option(
            names = {"-c", "--stdout"},
            description = "Writes to standard output.")
    private boolean stdout;

    @Option(
            names = {"-f", "--force"},
            description = "Replaces FILE.gz, compresses what is compressed, and writes to a terminal.")
    private boolean force;

    @Option(
            names = "--level",
            paramLabel = "N",
            defaultValue = "6",
            description = "How hard to compress: 1 is fast, 9 is small. Default: 6.")
    private int level = 6;

    @Option(names = "--workers", paramLabel = "N", description = "Worker threads. Default: one for each processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    /** For picocli. */
    public GzipCommand() {}

    @Override
    public Integer call() throws CommandException, IOException {
        GzipRequest request = request();
        request.check();
        boolean isWatched = Terminal.isWatched();
        boolean toStandardOutput = request.output() == null;
        if (toStandardOutput && isWatched && !force) {
            throw CommandException.usage("expected standard output to lead to a file or to another program, found a"
                    + " terminal; --force writes to it all the same");
        }
        CommandLine command = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        ProgressBar progress = new ProgressBar(command.getErr(), isWatched, request.inputBytes(), "bytes");
        // Neither is closed, since neither is ours.
        GzipRun run = new GzipRun(
                request,
                progress,
                new FileInputStream(FileDescriptor.in).getChannel(),
                new FileOutputStream(FileDescriptor.out).getChannel());
        String line = run.run().line();
        PrintWriter people = toStandardOutput ? command.getErr() : command.getOut();
        people.println(line);
        people.flush();
        return 0;
    }

    private GzipRequest request() throws CommandException {
        if (file.equals(STANDARD_INPUT)) {
            return new GzipRequest(null, null, force, level, workers);
        }
        if (file.isEmpty()) {
            throw CommandException.usage("expected a file to compress, found an empty name");
        }
        Path input = Path.of(file);
        return new GzipRequest(input, stdout ? null : GzipRequest.outputOf(input), force, level, workers);
    }
}

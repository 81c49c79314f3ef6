package io.millrace.samples.gzip;

import io.millrace.samples.CommandException;
import io.millrace.samples.WorkersOption;
import io.millrace.samples.filter.Ends;
import io.millrace.samples.filter.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private WorkersOption workers = new WorkersOption();

    /** For picocli. */
    public GzipCommand() {}

    @Override
    public Integer call() throws CommandException, IOException {
        GzipRequest request = request();
        request.check();
        CommandLine command = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        return Filter.run(
                command,
                request.ends(),
                (passage, progress) ->
                        new GzipRun(request, passage, progress).run().line());
    }

    private GzipRequest request() throws CommandException {
        return new GzipRequest(ends(), level, workers.count());
    }

    private Ends ends() throws CommandException {
        if (file.equals(STANDARD_INPUT)) {
            return new Ends(null, null, force, GzipRequest.WORDS);
        }
        if (file.isEmpty()) {
            throw CommandException.usage("expected a file to compress, found an empty name");
        }
        Path input = Path.of(file);
        return new Ends(input, stdout ? null : GzipRequest.outputOf(input), force, GzipRequest.WORDS);
    }
}

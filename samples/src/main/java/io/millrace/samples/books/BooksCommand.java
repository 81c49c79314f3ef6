package io.millrace.samples.books;

import io.millrace.samples.CommandException;
import io.millrace.samples.OptionRange;
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

/** The {@code books} command. */
@Command(
        name = "books",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Keeps the order books of many symbols from a feed of their events, in parallel, and writes the best"
                        + " levels of a book after each event, in the order of the feed.",
        footer = {
            "",
            "A line of FEED is an event: SYMBOL,TIME,TYPE,ORDER,SIZE,PRICE,DIRECTION, which is a row of a message file of"
                    + " LOBSTER (lobsterdata.com) behind its symbol. A row of OUT has the symbol, and then ask price, ask size,"
                    + " bid price and bid size of each level, as a row of LOBSTER's order book file. `books new FILE` makes"
                    + " a feed up.",
            "",
            "OUT appears whole or not at all. Where rows go to standard output, the line of figures goes to standard error."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:reading or writing failed, or a line is bad", "2:the command line cannot be used"},
        subcommands = NewFeedCommand.class)
public final class BooksCommand implements Callable<Integer> {
    private static final String STANDARD_STREAM = "-";
    private static final String SUFFIX = ".books";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FEED",
            description = "The feed to read; - reads standard input.")
    private String feed = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OUT",
            description =
                    "Where rows go; - is standard output. Default: FEED.books, and standard output for standard input.")
    private @Nullable String output;

    @Option(
            names = "--skip-bad",
            paramLabel = "FILE",
            description =
                    "Leaves bad lines out, and writes each with its number and what was expected to FILE. Without it"
                            + " the first bad line ends the run.")
    private @Nullable Path letters;

    @Option(names = "--levels", paramLabel = "N", description = "Levels of a row. Default: 10.")
    private int levels = BooksRequest.LEVELS;

    @Option(
            names = {"-f", "--force"},
            description = "Replaces files that are there.")
    private boolean force;

    @Option(names = "--workers", paramLabel = "N", description = "Worker threads. Default: one for each processor.")
    private @Nullable Integer workers;

    @Option(
            names = "--one-thread",
            description = "Does all in the thread that reads: what a run with workers is to be equal to.")
    private boolean oneThread;

    @Option(
            names = "--compare",
            description = "Writes nothing, and compares workers to one thread: the same rows, and how long they take.")
    private boolean compare;

    /** For picocli. */
    public BooksCommand() {}

    @Override
    public Integer call() throws CommandException, IOException {
        CommandLine command = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        BooksRequest request = request();
        if (compare) {
            command.getOut().print(new Comparison(request).run());
            command.getOut().flush();
            return 0;
        }
        request.check();
        ProgressBar progress = new ProgressBar(command.getErr(), Terminal.isWatched(), request.feedBytes(), "lines");
        // Neither is closed, since neither is ours.
        BooksRun run = new BooksRun(
                request, progress, new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        String line = run.run().line();
        PrintWriter people = request.output() == null ? command.getErr() : command.getOut();
        people.println(line);
        people.flush();
        return 0;
    }

    private BooksRequest request() throws CommandException {
        if (feed.isEmpty()) {
            throw CommandException.usage("expected a feed to read, or `new FILE` to make one up, found neither");
        }
        if (oneThread && workers != null) {
            throw CommandException.usage("expected --one-thread or --workers, found both");
        }
        boolean isPipe = feed.equals(STANDARD_STREAM);
        if (compare && (isPipe || output != null || letters != null)) {
            throw CommandException.usage("expected --compare with a feed that is a file, and nothing to write");
        }
        if (compare && oneThread) {
            throw CommandException.usage("expected --compare or --one-thread, found both");
        }
        int threads = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
        OptionRange.require("--workers", threads, 1, BooksRequest.WORKER_LIMIT);
        return new BooksRequest(
                isPipe ? null : Path.of(feed), outputPath(isPipe), letters, force, levels, oneThread ? 0 : threads);
    }

    private @Nullable Path outputPath(boolean isPipe) {
        String name = output == null ? isPipe ? STANDARD_STREAM : feed + SUFFIX : output;
        return compare || name.equals(STANDARD_STREAM) ? null : Path.of(name);
    }
}

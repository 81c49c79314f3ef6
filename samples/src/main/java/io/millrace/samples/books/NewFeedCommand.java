package io.millrace.samples.books;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import io.millrace.samples.OptionRange;
import io.millrace.samples.output.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code books new} command. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes a feed up: a day of trading, with symbols of which a few have most of the events.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:writing failed", "2:the command line cannot be used"})
final class NewFeedCommand implements Callable<Integer> {
    private static final int SYMBOL_LIMIT = 100_000;
    private static final int EVENT_LIMIT = 2_000_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The feed to write.")
    private Path file = Path.of("");

    @Option(names = "--events", paramLabel = "N", description = "Events. Default: 1000000.")
    private int events = 1_000_000;

    @Option(names = "--symbols", paramLabel = "N", description = "Symbols. Default: 1000.")
    private int symbols = 1000;

    @Option(names = "--seed", paramLabel = "N", description = "The same number makes the same feed. Default: 1.")
    private long seed = 1;

    @Option(
            names = {"-f", "--force"},
            description = "Replaces a file that is there.")
    private boolean force;

    NewFeedCommand() {}

    @Override
    public Integer call() throws CommandException {
        OptionRange.require("--events", events, 1, EVENT_LIMIT);
        OptionRange.require("--symbols", symbols, 1, SYMBOL_LIMIT);
        if (file.toString().isEmpty()) {
            throw CommandException.usage("expected a file to write, found an empty name");
        }
        BooksRequest.requireWritable(file, force);
        try (OutputFile output = OutputFile.create(file)) {
            OutputStream stream = output.stream();
            new FeedMaker(events, symbols, seed).write(stream);
            stream.close();
            output.keep();
        } catch (IOException failure) {
            throw CommandException.data("expected to write " + file + ", found " + FileReason.of(failure));
        }
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
        out.println(String.format(Locale.ROOT, "%s: %,d events of up to %,d symbols", file, events, symbols));
        out.flush();
        return 0;
    }
}

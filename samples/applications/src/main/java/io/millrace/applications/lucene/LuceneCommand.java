package io.millrace.applications.lucene;

import io.millrace.applications.RunOptions;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.samples.OptionRange;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code apps lucene} command. */
@Command(
        name = "lucene",
        mixinStandardHelpOptions = true,
        description = "Searches of Lucene on Millrace, all at once and each in many slices, with every hit compared.")
public final class LuceneCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--documents", paramLabel = "N", description = "How many documents there are. Default: 20000.")
    private int documents = 20_000;

    @Option(names = "--queries", paramLabel = "N", description = "How many queries are run. Default: 500.")
    private int queries = 500;

    /** For picocli. */
    public LuceneCommand() {}

    @Override
    public Integer call() throws Exception {
        options.check();
        OptionRange.require("--documents", documents, 1, 2_000_000);
        OptionRange.require("--queries", queries, 1, 1_000_000);
        options.tell("making:   an index of " + documents + " documents, and what one thread finds in it");
        int workers = options.workers();
        MillraceExecutor pool = MillraceExecutors.builder()
                .name("millrace-lucene")
                .workers(workers)
                .build();
        try (MadeUpIndex index = new MadeUpIndex(documents);
                ParallelSearch millrace = new ParallelSearch(index.reader(), pool, queries);
                ParallelSearch plain =
                        new ParallelSearch(index.reader(), Executors.newFixedThreadPool(workers), queries)) {
            options.demonstration(
                            "ThreadPoolExecutor",
                            queries + " queries over " + index + ", best hits, their scores and the count of all")
                    .show(ParallelSearch.computed(index.reader(), queries), millrace, plain);
        }
        return 0;
    }
}

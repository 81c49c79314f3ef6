package io.millrace.applications.spring;

import io.millrace.applications.RunOptions;
import io.millrace.samples.OptionRange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code apps spring} command. */
@Command(
        name = "spring",
        mixinStandardHelpOptions = true,
        description = "Asynchronous methods of Spring Boot on Millrace, by a bean.")
public final class SpringCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--articles", paramLabel = "N", description = "How many articles get a price. Default: 4000.")
    private int articles = 4000;

    /** For picocli. */
    public SpringCommand() {}

    @Override
    public Integer call() throws Exception {
        options.check();
        OptionRange.require("--articles", articles, 1, 1_000_000);
        try (PriceList millrace = new PriceList(
                        articles, options.workers(), PlainApplication.class, MillraceConfiguration.class);
                PriceList plain = new PriceList(articles, options.workers(), PlainApplication.class)) {
            options.demonstration(
                            "Spring Boot's own executor",
                            articles + " calls of an @Async method, whose futures are joined")
                    .show(PriceList.computed(articles), millrace, plain);
        }
        return 0;
    }
}

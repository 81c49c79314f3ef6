package io.millrace.applications.vertx;

import io.millrace.applications.RunOptions;
import io.millrace.samples.OptionRange;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.ExecutorServiceFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code apps vertx} command. */
@Command(
        name = "vertx",
        mixinStandardHelpOptions = true,
        description = "An HTTP server of Vert.x whose worker pool is Millrace, with a client that checks the answers.")
public final class VertxCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--requests", paramLabel = "N", description = "How many requests are answered. Default: 4000.")
    private int requests = 4000;

    /** For picocli. */
    public VertxCommand() {}

    @Override
    public Integer call() throws Exception {
        options.check();
        OptionRange.require("--requests", requests, 1, 1_000_000);
        VertxOptions sameSize = new VertxOptions().setWorkerPoolSize(options.workers());
        try (HashingServer millrace = new HashingServer(Vertx.vertx(sameSize), requests);
                HashingServer plain = new HashingServer(withItsOwnPool(sameSize), requests)) {
            options.demonstration(
                            "Vert.x's own pool",
                            requests + " HTTP requests, each answered by executeBlocking with a hash")
                    .show(Answers.computed(requests), millrace, plain);
        }
        return 0;
    }

    /** What Vert.x does where nobody provides a factory. */
    private static Vertx withItsOwnPool(VertxOptions options) {
        return VertxBootstrap.create()
                .options(options)
                .executorServiceFactory(ExecutorServiceFactory.INSTANCE)
                .init()
                .vertx();
    }
}

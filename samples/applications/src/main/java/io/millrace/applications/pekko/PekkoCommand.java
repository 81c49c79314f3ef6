package io.millrace.applications.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.millrace.applications.RunOptions;
import io.millrace.samples.OptionRange;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code apps pekko} command. */
@Command(
        name = "pekko",
        mixinStandardHelpOptions = true,
        description = "A stream of Pekko whose default dispatcher is Millrace, by configuration alone.")
public final class PekkoCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--readings", paramLabel = "N", description = "How many readings flow through. Default: 4000.")
    private int readings = 4000;

    /** For picocli. */
    public PekkoCommand() {}

    @Override
    public Integer call() throws Exception {
        options.check();
        OptionRange.require("--readings", readings, 1, 10_000_000);
        try (ReadingStream millrace = new ReadingStream("apps", millrace(options.workers()), readings);
                ReadingStream pekko = new ReadingStream("beside", pekko(options.workers()), readings)) {
            options.demonstration(
                            "Pekko's default dispatcher",
                            readings + " readings checked by mapAsync, digested in order, and in an actor for each of "
                                    + Reading.SENSORS + " sensors")
                    .show(Digests.computed(readings), millrace, pekko);
        }
        return 0;
    }

    /** What Pekko finds by itself, which is {@code application.conf}, with another number of workers. */
    private static Config millrace(int workers) {
        return configured(Map.of("millrace.workers", workers), ConfigFactory.load());
    }

    /** What Pekko does where there is no {@code application.conf}, with as many threads. */
    private static Config pekko(int workers) {
        return configured(
                Map.of(
                        "fork-join-executor.parallelism-min", workers,
                        "fork-join-executor.parallelism-max", workers),
                ConfigFactory.defaultReference());
    }

    private static Config configured(Map<String, Integer> dispatcher, Config found) {
        return ConfigFactory.parseMap(dispatcher)
                .atPath("pekko.actor.default-dispatcher")
                .withFallback(ConfigFactory.parseMap(Map.of("pekko.loglevel", "WARNING")))
                .withFallback(found)
                .resolve();
    }
}

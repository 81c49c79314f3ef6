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
        try (ReadingStream millrace = new ReadingStream("apps", configured(options.workers()), readings);
                ReadingStream pekko = new ReadingStream("beside", quiet(ConfigFactory.defaultReference()), readings)) {
            String work = readings + " readings checked by mapAsync, digested in order, and in an actor for each of "
                    + Reading.SENSORS + " sensors";
            options.demonstration("Pekko's default dispatcher", work).show(Digests.computed(readings), millrace, pekko);
        }
        return 0;
    }

    /** What Pekko finds by itself, which is {@code application.conf}, with another number of workers. */
    private static Config configured(int workers) {
        return quiet(ConfigFactory.parseMap(Map.of("pekko.actor.default-dispatcher.millrace.workers", workers))
                .withFallback(ConfigFactory.load()));
    }

    private static Config quiet(Config config) {
        return ConfigFactory.parseMap(Map.of("pekko.loglevel", "WARNING"))
                .withFallback(config)
                .resolve();
    }
}

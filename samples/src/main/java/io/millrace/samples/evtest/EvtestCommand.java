package io.millrace.samples.evtest;

import io.millrace.core.ConfigurationException;
import io.millrace.core.Device;
import io.millrace.core.SchedulingType;
import io.millrace.samples.CommandException;
import io.millrace.samples.DeviceOption;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code evtest} command. */
@Command(
        name = "evtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs a device with real threads and checks that it keeps its promises: each entry once, each flow in"
                        + " order, one holder of an atomic flow at a time, directed entries at their port, every credit back, an end"
                        + " in bounded time.",
        footer = {
            "%nTEST is one of",
            "  order     order restored after parallel work of unequal length (o,a)",
            "  atomic    atomic flows held by one worker at a time (a,a)",
            "  perf      as fast as it goes (u)",
            "  pipeline  through all stages to a directed consumer (a,o,d)"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all promises were kept", "1:a promise was broken", "2:the command line cannot be used"})
public final class EvtestCommand implements Callable<Integer> {
    private static final Set<String> SOAK_OPTIONS = Set.of("--soak", "--seed", "--device", "--repeat");
    private static final double MILLIS_PER_MINUTE = 60_000;
    private static final double MOST_MINUTES = 100_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TEST",
            description = "What to test: order, atomic, perf or pipeline.")
    private RunPlan.@Nullable Test test;

    @Option(
            names = "--stages",
            paramLabel = "LIST",
            split = ",",
            converter = StageConverter.class,
            description =
                    "The chain of queues: o, a, u, d for ordered, atomic, unordered, directed. A directed queue is the"
                            + " last one or has the only worker. Default: that of the test.")
    private @Nullable List<SchedulingType> stages;

    @Option(names = "--flows", paramLabel = "N", defaultValue = "1024", description = "Flows. Default: 1024.")
    private int flows = 1024;

    @Option(names = "--entries", paramLabel = "N", defaultValue = "1000000", description = "Entries. Default: 1000000.")
    private int entries = 1_000_000;

    @Option(names = "--workers", paramLabel = "N", description = "Worker threads. Default: one for each processor.")
    private @Nullable Integer workers;

    @Option(
            names = "--producers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that bring entries. Default: 1.")
    private int producers = 1;

    @Option(
            names = "--burst",
            paramLabel = "N",
            defaultValue = "16",
            description = "Entries of one enqueue or dequeue, at most. Default: 16.")
    private int burst = 16;

    @Option(names = "--latency", description = "Measures how long entries take from NEW to their end.")
    private boolean latency;

    @Option(
            names = "--credits",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Entries in flight, at most. Default: 1024.")
    private int credits = 1024;

    @Option(names = "--seed", paramLabel = "N", description = "Decides what is random. Default: another one each time.")
    private @Nullable Long seed;

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Option(
            names = "--plant",
            paramLabel = "FAULT",
            converter = PlantConverter.class,
            description = "Plants a fault, which the checks must find: skip-reorder, share-flow, lose or repeat.")
    private @Nullable Plant plant;

    @Option(
            names = "--soak",
            paramLabel = "MINUTES",
            description =
                    "Runs random topologies one after the other for so long, on the device and through the executor.")
    private @Nullable Double soak;

    @Option(names = "--repeat", description = "Lets a soak run the topology of --seed again and again.")
    private boolean repeat;

    /** For picocli. */
    public EvtestCommand() {}

    @Override
    public Integer call() throws CommandException, InterruptedException {
        if (soak != null) {
            requireSoak(soak);
        } else if (test == null) {
            throw CommandException.usage("expected a TEST or --soak, found neither");
        }
        Device found = device.find();
        long anySeed = seed == null ? System.nanoTime() & Integer.MAX_VALUE : seed;
        String text;
        try {
            text = soak == null ? run(found, plan(anySeed)) : soak(soak, anySeed);
        } catch (BrokenPromise broken) {
            throw CommandException.data(Objects.requireNonNull(broken.getMessage()));
        }
        out().print(text);
        out().flush();
        return 0;
    }

    private String run(Device found, RunPlan plan) throws CommandException, InterruptedException {
        TestRun run;
        try {
            run = new TestRun(plan, found, new Ticker(err(), count -> "evtest: deliveries=" + count));
        } catch (ConfigurationException refused) {
            throw CommandException.usage("expected a domain that the device can have, found: " + refused.getMessage());
        }
        String text = run.run().text();
        if (plan.plant() != null) {
            throw CommandException.data("expected the planted fault to be found, found nothing");
        }
        return text;
    }

    private String soak(double minutes, long firstSeed) throws InterruptedException {
        long millis = (long) (minutes * MILLIS_PER_MINUTE);
        return new Soak(device.name(), firstSeed, repeat, err()).run(millis);
    }

    private void requireSoak(double minutes) throws CommandException {
        if (test != null) {
            throw CommandException.usage("expected a TEST or --soak, found both");
        }
        for (OptionSpec option : commandSpec().commandLine().getParseResult().matchedOptions()) {
            if (!SOAK_OPTIONS.contains(option.longestName())) {
                throw CommandException.usage(
                        "expected only --seed, --repeat and --device with --soak, found " + option.longestName());
            }
        }
        if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw CommandException.usage(
                    "expected --soak above 0 and up to " + (int) MOST_MINUTES + " minutes, found " + minutes);
        }
    }

    private RunPlan plan(long anySeed) throws CommandException {
        RunPlan.Test chosen = Objects.requireNonNull(test);
        if (repeat) {
            throw CommandException.usage("expected --repeat only with --soak, found it with " + chosen);
        }
        List<SchedulingType> chain = stages == null ? chosen.usualStages() : stages;
        int usualWorkers =
                RunPlan.needsOneWorker(chain) ? 1 : Runtime.getRuntime().availableProcessors();
        RunPlan plan = new RunPlan(
                chosen,
                chain,
                flows,
                entries,
                workers == null ? usualWorkers : workers,
                producers,
                burst,
                latency,
                credits,
                anySeed,
                plant);
        PlanCheck.check(plan);
        return plan;
    }

    private PrintWriter out() {
        return commandSpec().commandLine().getOut();
    }

    private PrintWriter err() {
        return commandSpec().commandLine().getErr();
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}

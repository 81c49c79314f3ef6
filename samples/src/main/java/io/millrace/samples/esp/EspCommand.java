package io.millrace.samples.esp;

import io.millrace.samples.CommandException;
import io.millrace.samples.OptionRange;
import io.millrace.samples.output.ProgressBar;
import io.millrace.samples.output.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code esp} command. */
@Command(
        name = "esp",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Puts each IP packet of a capture (pcap or pcapng) into an ESP tunnel packet, in parallel and in"
                + " order, or takes the packets out again. Without IN and OUT it runs on a capture that comes along.",
        footer =
                "%nOUT is of the same kind as IN (pcap or pcapng, byte order, units of time) and keeps each packet's time."
                        + " Link headers stay and announce IPv4 around sealed packets; link types that allow only IPv4 or only"
                        + " IPv6 become raw IP. What stands behind an IP packet in its frame, such as padding, is not sealed and"
                        + " does not come back.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:the data cannot be used", "2:the command line cannot be used"})
public final class EspCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "IN", description = "The capture to read.")
    private @Nullable Path input;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OUT",
            description = "The capture to write, of the same kind.")
    private @Nullable Path output;

    @Option(names = "--decrypt", description = "Takes the packets out again and verifies tags and order.")
    private boolean decrypt;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description =
                    "Key file; generated when it does not exist. Default: the encrypted capture's name with .keys.")
    private @Nullable Path keys;

    @Option(names = "--sas", paramLabel = "N", description = "Security associations to generate. Default: 1.")
    private @Nullable Integer associations;

    @Option(names = "--key-bits", paramLabel = "128|256", description = "Length of generated keys. Default: 128.")
    private @Nullable Integer keyBits;

    @Option(
            names = "--non-ip",
            paramLabel = "pass|drop",
            defaultValue = "drop",
            description =
                    "What becomes of frames without a whole IP packet; passed, they stay readable. Default: drop.")
    private EspRequest.NonIp nonIp = EspRequest.NonIp.DROP;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Reads the input N times; sequence numbers go on. Default: 1.")
    private int repeat = 1;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Option(
            names = "--compare",
            description = "Compares the workers to one thread without executor, on made-up packets of 1420 bytes.")
    private boolean compare;

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    /** For picocli. */
    public EspCommand() {}

    @Override
    public Integer call() throws CommandException, IOException {
        requireSense();
        if (compare) {
            out().print(compare());
        } else if (input == null || output == null) {
            runShipped();
        } else {
            run(request(input, output));
        }
        out().flush();
        return 0;
    }

    private String compare() throws CommandException, IOException {
        PipelineLimits limits = pipeline.limits();
        return new Comparison(limits, EspPipeline.factory(limits, false)).run(json);
    }

    private void requireSense() throws CommandException {
        if (input != null && output == null) {
            throw CommandException.usage("expected IN and OUT, found only " + input);
        }
        if (input == null && decrypt) {
            throw CommandException.usage("expected IN and OUT with --decrypt, found neither");
        }
        if (decrypt && (associations != null || keyBits != null)) {
            throw CommandException.usage(
                    "expected the keys from the key file with --decrypt, found --sas or --key-bits");
        }
        if (decrypt && repeat != 1) {
            throw CommandException.usage(
                    "expected --repeat only to encrypt, found it with --decrypt, where it is a replay");
        }
        if (compare && input != null) {
            throw CommandException.usage("expected --compare without files, found " + input);
        }
        OptionRange.require("--repeat", repeat, 1, Integer.MAX_VALUE);
        OptionRange.require("--sas", associations == null ? 1 : associations, 1, 4096);
        if (keyBits != null && keyBits != 128 && keyBits != 256) {
            throw CommandException.usage("expected --key-bits 128 or 256, found " + keyBits);
        }
    }

    private EspRequest request(Path in, Path out) throws CommandException {
        Path sealed = decrypt ? in : out;
        return new EspRequest(
                decrypt,
                in,
                out,
                keyFile(sealed),
                new NewKeys(associations, keyBits),
                nonIp,
                repeat,
                pipeline.limits());
    }

    private Path keyFile(Path sealed) {
        return keys != null ? keys : sealed.resolveSibling(sealed.getFileName() + ".keys");
    }

    private void run(EspRequest request) throws CommandException {
        EspReport report = execute(request);
        out().print(json ? ReportJson.of(report) : ReportText.of(report));
        requireNoFailure(report);
    }

    private void runShipped() throws CommandException, IOException {
        Path folder = ShippedCapture.folder();
        Path in = ShippedCapture.copyTo(folder);
        Path sealed = folder.resolve("loopback-esp.pcap");
        Path keyFile = keyFile(sealed);
        boolean known = new KeyFile(keyFile).exists();
        Integer count = associations != null || known ? associations : Integer.valueOf(ShippedCapture.ASSOCIATIONS);
        EspRequest request = new EspRequest(
                false, in, sealed, keyFile, new NewKeys(count, keyBits), nonIp, repeat, pipeline.limits());
        EspReport report = execute(request);
        if (json) {
            out().print(ReportJson.of(report));
        } else {
            out().print(ReportText.of(report));
            out().println();
            out().println("The sealed capture is " + sealed + ", its keys are in " + keyFile + ". What to do next:");
            out().println("  "
                    + NextSteps.decryption(
                            request, folder.resolve("loopback-again.pcap").toString()));
            out().println("  " + NextSteps.tshark(request, KeyRing.read(keyFile)));
        }
        requireNoFailure(report);
    }

    private EspReport execute(EspRequest request) throws CommandException {
        request.check();
        ProgressBar progress = new ProgressBar(err(), Terminal.isWatched(), EspRun.frameBytes(request), "packets");
        PipelineFactory pipelines = EspPipeline.factory(request.limits(), true);
        return new EspRun(request, pipelines, progress, json ? sentence -> {} : out()::println).run();
    }

    private static void requireNoFailure(EspReport report) throws CommandException {
        if (report.failed() > 0) {
            throw CommandException.data(report.request().input() + ": " + report.failed()
                    + (report.failed() == 1 ? " packet failed: " : " packets failed, the first one is ")
                    + report.failures().get(0));
        }
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

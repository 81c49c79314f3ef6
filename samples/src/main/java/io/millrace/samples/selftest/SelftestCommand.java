package io.millrace.samples.selftest;

import io.millrace.core.Availability;
import io.millrace.core.Device;
import io.millrace.core.DeviceException;
import io.millrace.core.DeviceProvider;
import io.millrace.core.DeviceSelfTest;
import io.millrace.core.Devices;
import io.millrace.samples.CommandException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code selftest} command. */
@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        description = "Tries in a fraction of a second whether a device does what it says.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:every device passed", "1:a device failed", "2:the command line cannot be used"})
public final class SelftestCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DEVICE",
            description =
                    "The device to try, such as software or eventdev:event_sw. Default: every one that can be used here.")
    private @Nullable String device;

    /** For picocli. */
    public SelftestCommand() {}

    @Override
    public Integer call() throws CommandException {
        int failed = device == null ? failuresOfAll() : failures(find(device));
        out().flush();
        if (failed > 0) {
            throw CommandException.data(failed == 1 ? "1 check failed" : failed + " checks failed");
        }
        return 0;
    }

    private int failuresOfAll() {
        int failed = 0;
        for (DeviceProvider provider : Devices.providers()) {
            Availability availability = provider.probe();
            if (availability.available()) {
                failed += failures(provider.device());
            } else {
                out().println(provider.name() + ": not available, " + availability.reason());
            }
        }
        return failed;
    }

    private static Device find(String name) throws CommandException {
        try {
            return Devices.find(name);
        } catch (IllegalArgumentException unknown) {
            throw CommandException.usage("expected a device, found: " + unknown.getMessage());
        } catch (DeviceException absent) {
            throw CommandException.data(name + " cannot be used here: " + absent.getMessage());
        }
    }

    private int failures(Device tried) {
        List<String> failures = DeviceSelfTest.failures(tried);
        out().println(tried.name() + ": " + (failures.isEmpty() ? "passed" : "failed"));
        failures.forEach(failure -> out().println("  " + failure));
        return failures.size();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    }
}

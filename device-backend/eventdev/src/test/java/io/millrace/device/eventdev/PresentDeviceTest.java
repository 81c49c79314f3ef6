package io.millrace.device.eventdev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.Device;
import io.millrace.core.DeviceException;
import io.millrace.core.DeviceSelfTest;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Devices that EAL finds when it starts, as it finds hardware; here they are asked for by its arguments, in a process of their own. */
class PresentDeviceTest {

    private static final String PRESENT = "event_sw7";

    private static final DomainConfiguration SMALL = DomainConfiguration.credits(4)
            .queue(QueueConfiguration.unordered("work"))
            .port(PortConfiguration.linkedTo(0))
            .build();

    /** What the other process says. */
    public static void main(String[] arguments) {
        Device device = new EventdevProvider().device(PRESENT);
        System.out.println(device.name() + " " + DeviceSelfTest.failures(device));
        try (SchedulingDomain domain = device.open(SMALL)) {
            domain.start();
            System.out.println(refusal(() -> device.open(SMALL)));
            System.out.println(DeviceSelfTest.failures(new EventdevProvider().device()));
        }
        System.out.println(DeviceSelfTest.failures(device));
        System.out.println(refusal(() -> new EventdevProvider().device("event_skeleton")));
        System.out.println(refusal(() -> new EventdevProvider().device("event_skel")));
        System.out.println(refusal(() -> new EventdevProvider().device("event_sw_domain0")));
    }

    private static String refusal(Runnable call) {
        try {
            call.run();
            return "nothing is refused";
        } catch (DeviceException refused) {
            return String.valueOf(refused.getMessage()).split("[;,]")[0];
        }
    }

    @Test
    void shouldServeOneDomainAtATimeAndBeFoundByDeviceOrDriver() throws IOException, InterruptedException {
        Eventdevs.orSkip("event_sw");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PresentDeviceTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put(Eal.ARGUMENTS_VARIABLE, Eal.USUAL + " --vdev " + PRESENT + " --vdev event_skeleton3");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals(
                List.of(
                        "eventdev:event_sw7 []",
                        "device serves one domain at a time",
                        "[]",
                        "[]",
                        "driver cannot be what it says: EXPLICIT_RELEASE is needed",
                        "device cannot be found: device=event_skel",
                        "device cannot be found: device=event_sw_domain0"),
                output.lines().toList());
    }
}

package io.millrace.device.eventdev;

import io.millrace.core.DeviceException;
import io.millrace.core.Surroundings;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** DPDK's environment. A process has one, with one set of arguments, from the first use to the end. */
final class Eal {

    /** The property of the JVM with arguments of EAL, separated by spaces, in place of {@link #USUAL}. */
    static final String ARGUMENTS_PROPERTY = "millrace.eventdev.eal";

    /** The variable of the environment that is asked if the property is not set. */
    static final String ARGUMENTS_VARIABLE = "MILLRACE_EVENTDEV_EAL";

    /** Small pages, no hardware, no files, and memory for as many virtual devices as DPDK can have. */
    static final String USUAL = "--no-huge -m 1024 --no-pci --no-shconf --no-telemetry"
            + " --log-level *:error --lcores 0@(0-" + (Surroundings.processors() - 1) + ")";

    private static final int ALREADY = -114;

    /** The arguments that EAL was started with; null before that. */
    private static @Nullable List<String> started;

    private static int result;

    private Eal() {}

    static List<String> wanted() {
        String ofEnvironment = Objects.requireNonNullElse(System.getenv(ARGUMENTS_VARIABLE), USUAL);
        return Stream.of(System.getProperty(ARGUMENTS_PROPERTY, ofEnvironment)
                        .trim()
                        .split("\\s+"))
                .toList();
    }

    /**
     * Starts EAL unless it runs.
     *
     * @throws DeviceException if it runs with other arguments, or does not start
     */
    static synchronized void start() {
        List<String> arguments = wanted();
        if (started == null) {
            started = arguments;
            result = startOnItsOwnThread(arguments);
        }
        if (!arguments.equals(started)) {
            throw new DeviceException("EAL runs with other arguments, and a process has one: asked=" + arguments
                    + ", running=" + started + "; use the same, or another process");
        }
        if (result != 0) {
            throw new DeviceException("EAL does not start: errno=" + -result + ", arguments=" + started
                    + "; what DPDK says about it is on the error stream, arguments are set by -D" + ARGUMENTS_PROPERTY
                    + " or " + ARGUMENTS_VARIABLE + " in the environment");
        }
    }

    /** Its thread is bound to processors, and that must not befall the caller's. */
    private static int startOnItsOwnThread(List<String> arguments) {
        AtomicInteger answer = new AtomicInteger(ALREADY);
        String[] all = Stream.concat(Stream.of("millrace"), arguments.stream()).toArray(String[]::new);
        Thread thread = new Thread(() -> answer.set(Shim.start(all)), "millrace-eal");
        thread.setDaemon(true);
        Surroundings.start(thread);
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = Surroundings.join(thread, Long.MAX_VALUE);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return answer.get();
    }
}

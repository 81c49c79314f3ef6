package io.millrace.benchmarks.results;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where figures come from: whoever wants to judge or to repeat them needs all of it.
 *
 * @param machine the machine
 * @param jdk the JDK
 * @param commit the commit of the sources, as {@link Sources#commit()} has it
 * @param command what was typed
 * @param date when the process started, in UTC
 */
public record Environment(Machine machine, Jdk jdk, String commit, String command, String date) {

    /** Returns that of this process, which runs a command. To be called before it measures, since sources may change meanwhile. */
    public static Environment of(CommandSpec command) {
        return new Environment(
                Machine.here(),
                Jdk.here(),
                Sources.here().commit(),
                "./millrace "
                        + command.root().commandLine().getParseResult().originalArgs().stream()
                                .map(Environment::quoted)
                                .collect(Collectors.joining(" ")),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
    }

    /** As a shell wants it. */
    private static String quoted(String argument) {
        return argument.matches("[\\w./,:=@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}

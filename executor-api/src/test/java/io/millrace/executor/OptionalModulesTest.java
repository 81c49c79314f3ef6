package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An executor runs where JMX, the flight recorder and Micrometer are not, because few classes name them. */
class OptionalModulesTest {

    private static Set<String> thatNeed(JavaClasses classes, String... packages) {
        return classes.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> Arrays.stream(packages)
                                .anyMatch(dependency.getTargetClass().getPackageName()::startsWith)))
                .map(JavaClass::getName)
                .map(name -> name.replaceAll("^.*\\.|\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldNameOptionalTypesInFewClasses() throws Exception {
        // Where the main classes lie alone, as Maven has it.
        JavaClasses classes = new ClassFileImporter()
                .importPaths(Path.of(MillraceExecutor.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
        assertEquals(Set.of("MillraceMetrics"), thatNeed(classes, "io.micrometer"));
        assertEquals(Set.of("FlightDepths", "FlightEvents"), thatNeed(classes, "jdk.jfr"));
        assertEquals(Set.of("ManagedExecutor"), thatNeed(classes, "javax.management", "java.lang.management"));
    }

    @Test
    void shouldRunInAJvmThatHasNoneOfThem() throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.base",
                        "-cp",
                        classPath,
                        BareProgram.class.getName(),
                        "jdk.jfr.Event",
                        "javax.management.MBeanServer",
                        "io.micrometer.core.instrument.Meter")
                .redirectErrorStream(true)
                .start();
        try {
            List<String> output = process.inputReader().lines().toList();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(List.of(), output);
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }
}

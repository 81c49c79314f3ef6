package io.millrace.core.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The architecture test of a module. The module's own {@code ArchitectureTest} extends it and hands it a {@link ModuleHouse}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureContract {

    private final ModuleHouse house;
    private final JavaClasses classes;

    protected ArchitectureContract(ModuleHouse house) {
        this.house = house;
        this.classes = new ClassFileImporter()
                .withImportOption(location -> !location.contains("module-info"))
                .importPaths(mainClasses());
    }

    @Test
    void shouldLiveBelowItsRootPackage() {
        check(ArchitectureRules.liveBelow(house.rootPackage()));
    }

    @Test
    void shouldDependOnlyOnWhatStandsBelow() {
        check(ArchitectureRules.dependOnlyOn(house.allowedPackages()));
    }

    @Test
    void shouldNotMakeBannedCalls() {
        check(ArchitectureRules.noBannedCalls());
    }

    @Test
    void shouldNameNoPackageAfterNothing() {
        check(ArchitectureRules.noVaguePackageNames());
    }

    @Test
    void shouldMarkEveryPackageForNullness() {
        assertEquals(
                Set.of(), ArchitectureRules.unmarkedPackages(classes), "packages with no @NullMarked package-info");
    }

    /** Rules that bind some modules and not others: a program may print, and exports nothing. */
    @TestFactory
    Stream<DynamicTest> shouldKeepTheRulesOfItsKind() {
        Stream<DynamicTest> ofLibraries = Stream.of(
                dynamicTest("should not write to standard streams", () -> check(ArchitectureRules.noStandardStreams())),
                dynamicTest("should export the listed types and no others", this::checkPublicTypes));
        Stream<DynamicTest> ofEngines = Stream.of(
                dynamicTest(
                        "should not stand in front of another executor",
                        () -> check(ArchitectureRules.noForeignExecutors())),
                dynamicTest(
                        "should have time, threads and chance from its surroundings",
                        () -> check(ArchitectureRules.noTimeOfTheSystem())),
                dynamicTest("should not be tied to one protocol", () -> check(ArchitectureRules.noProtocols())));
        return switch (house.kind()) {
            case ENGINE -> Stream.concat(ofLibraries, ofEngines);
            case LIBRARY -> ofLibraries;
            case PROGRAM -> Stream.empty();
        };
    }

    private void checkPublicTypes() {
        assertEquals(
                lines(new TreeSet<>(house.publicTypes())),
                lines(ArchitectureRules.publicTypes(classes)),
                "PUBLIC_TYPES must list the public types; if the change is meant, copy the actual list");
    }

    /** Main classes lie beside the test classes that this class's heir was loaded from; a module may have none yet. */
    private List<Path> mainClasses() {
        URI testClasses = URI.create(
                getClass().getProtectionDomain().getCodeSource().getLocation().toString());
        Path found = Path.of(testClasses).resolveSibling("classes");
        return Files.exists(found) ? List.of(found) : List.of();
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }

    /** One quoted name a line, so that a failure shows text to paste. */
    private static String lines(Set<String> names) {
        return names.isEmpty() ? "" : "\"" + String.join("\",\n\"", names) + "\"";
    }
}

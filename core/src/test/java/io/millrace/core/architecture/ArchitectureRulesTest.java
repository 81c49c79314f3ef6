package io.millrace.core.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that each rule catches a planted fault. */
class ArchitectureRulesTest {

    private static final String PLANTED = "io.millrace.core.architecture.planted";
    private static final JavaClasses FAULTS = new ClassFileImporter().importPackages(PLANTED);

    @ParameterizedTest
    @ValueSource(strings = {"CommonPool", "HiddenCommonPool", "WallClock", "ReferencedWallClock", "Today", "Sleep"})
    void shouldCatchBannedCall(String fault) {
        assertCaught(ArchitectureRules.noBannedCalls(), fault);
    }

    @Test
    void shouldCatchStandardStream() {
        assertCaught(ArchitectureRules.noStandardStreams(), "StandardStream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ForeignPool", "ForeignQueue", "ForeignFactory"})
    void shouldCatchForeignExecutor(String fault) {
        assertCaught(ArchitectureRules.noForeignExecutors(), fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OfANetwork", "OfACipher"})
    void shouldCatchProtocol(String fault) {
        assertCaught(ArchitectureRules.noProtocols(), fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SystemTime", "SystemSleep", "SystemThread", "SystemWidth", "SystemChance"})
    void shouldCatchTimeThreadsAndChanceOfTheSystem(String fault) {
        assertCaught(ArchitectureRules.noTimeOfTheSystem(), fault);
    }

    @Test
    void shouldCatchDependencyInWrongDirection() {
        ArchRule rule = ArchitectureRules.dependOnlyOn(List.of("io.millrace.core.architecture"));
        JavaClasses test = new ClassFileImporter().importClasses(ArchitectureRulesTest.class);
        assertThrows(AssertionError.class, () -> rule.check(test));
    }

    @Test
    void shouldCatchClassOutsideItsRootPackage() {
        assertCaught(ArchitectureRules.liveBelow(PLANTED + ".helper"), "CommonPool");
    }

    @Test
    void shouldCatchVaguePackageName() {
        assertCaught(ArchitectureRules.noVaguePackageNames(), "VaguelyPlaced");
    }

    @Test
    void shouldCatchUnmarkedPackages() {
        assertEquals(Set.of(PLANTED, PLANTED + ".helper"), ArchitectureRules.unmarkedPackages(FAULTS));
    }

    @Test
    void shouldFindPublicTypesAndThoseNestedInThem() {
        assertEquals(
                Set.of(PLANTED + ".helper.VaguelyPlaced", PLANTED + ".helper.VaguelyPlaced$Nested"),
                ArchitectureRules.publicTypes(FAULTS));
    }

    private static void assertCaught(ArchRule rule, String fault) {
        AssertionError error = assertThrows(AssertionError.class, () -> rule.check(FAULTS));
        assertTrue(error.getMessage().contains(fault), error.getMessage());
    }
}

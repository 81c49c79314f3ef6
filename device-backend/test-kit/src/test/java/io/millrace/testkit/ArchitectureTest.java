package io.millrace.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The test kit knows the simulated device, and what users write tests with; what is not about simulations knows no device. */
class ArchitectureTest extends ArchitectureContract {

    private static final Set<String> PUBLIC_TYPES = Set.of(
            "io.millrace.testkit.FaultPlan",
            "io.millrace.testkit.FaultPlan$Kind",
            "io.millrace.testkit.FaultPlan$Occasion",
            "io.millrace.testkit.MillraceAssertions",
            "io.millrace.testkit.OrderingArbitraries",
            "io.millrace.testkit.Recording",
            "io.millrace.testkit.RunAssert",
            "io.millrace.testkit.SchedulePlan",
            "io.millrace.testkit.SchedulePlan$Kind",
            "io.millrace.testkit.SimulatedStarts",
            "io.millrace.testkit.SimulatedTest",
            "io.millrace.testkit.SimulationPlans",
            "io.millrace.testkit.StartOrder",
            "io.millrace.testkit.TaskPlan",
            "io.millrace.testkit.TaskPlan$Outcome",
            "io.millrace.testkit.Topology",
            "io.millrace.testkit.Topology$Stage",
            "io.millrace.testkit.Workload");

    ArchitectureTest() {
        super(ModuleHouse.library(
                "io.millrace.testkit",
                PUBLIC_TYPES,
                "io.millrace.testkit..",
                "io.millrace.device.simulated..",
                "io.millrace.core..",
                "org.junit.jupiter.api..",
                "org.junit.platform.commons.support..",
                "org.opentest4j..",
                "net.jqwik.api.."));
    }

    @Test
    void shouldKeepWhatIsNotAboutSimulationsFreeOfTheEngine() {
        noClasses()
                .that(areNotAboutSimulations())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.millrace.core..", "io.millrace.device..", "io.millrace.executor..")
                .check(new ClassFileImporter()
                        .importPath(Recording.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath()));
    }

    private static DescribedPredicate<JavaClass> areNotAboutSimulations() {
        return DescribedPredicate.describe(
                "are not about simulations", type -> !type.getSimpleName().startsWith("Simul"));
    }
}

package io.millrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.millrace.testkit.TaskPlan.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

class ShrinkingTest {

    /** What failed in {@link Planted}, in order; the last one is the smallest that was found. */
    private static final List<Object> FAILED = new ArrayList<>();

    /** Properties that are wrong; run by the test below alone. */
    static final class Planted {

        @Property(seed = "42", shrinking = ShrinkingMode.FULL)
        boolean shouldHaveKeysOfTheirOwn(@ForAll("workloads") Workload workload) {
            Set<Integer> keys = new HashSet<>();
            boolean holds = workload.tasks().stream().allMatch(task -> keys.add(task.key()));
            return holds || !FAILED.add(workload);
        }

        @Provide
        Arbitrary<Workload> workloads() {
            return OrderingArbitraries.workloads();
        }
    }

    @Test
    void shouldShrinkToTheFewestTasksThatFail(@TempDir Path database) {
        FAILED.clear();
        EngineTestKit.engine("jqwik")
                .selectors(selectClass(Planted.class))
                .configurationParameter(
                        "jqwik.database", database.resolve("jqwik").toString())
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.started(1).failed(1));
        List<TaskPlan> fewest =
                List.of(new TaskPlan(0, 0, 0, 1_000, Outcome.SUCCEEDS), new TaskPlan(1, 0, 0, 1_000, Outcome.SUCCEEDS));
        assertEquals(new Workload(fewest, 1, 1), FAILED.get(FAILED.size() - 1));
    }
}

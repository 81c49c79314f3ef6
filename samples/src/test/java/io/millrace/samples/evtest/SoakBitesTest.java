package io.millrace.samples.evtest;

import static org.junit.jupiter.api.Assertions.fail;

import io.millrace.core.contract.reference.Fault;
import io.millrace.core.contract.reference.ReferenceDevice;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A device with a planted defect does not survive a soak. */
@Timeout(300)
final class SoakBitesTest {
    private static final Ticker SILENT = new Ticker(new PrintWriter(Writer.nullWriter()), Long::toString);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_ROUNDS = 300;

    @ParameterizedTest
    @EnumSource(
            names = {
                "REORDER_SKIPPED",
                "RELEASED_PLACE_KEPT",
                "FLOW_SHARED",
                "FLOW_FREED_EARLY",
                "DETACH_FREES_FLOW",
                "CREDIT_LEAKED",
                "CREDIT_TOO_MANY",
                "WAKE_UP_LOST",
                "DELIVERED_TWICE",
                "ENTRY_LOST",
                "FLUSH_KEEPS_CREDITS",
                "FLUSH_DISTURBS_OTHERS",
                "DRAIN_IGNORED",
                "IMPLICIT_RELEASE_MISSING",
                "DIRECTED_REVERSED",
                "FRAGMENT_SENT_AT_ONCE"
            })
    void shouldFindADefect(Fault fault) throws InterruptedException {
        SplittableRandom seeds = new SplittableRandom(fault.ordinal());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            DevicePlan plan = new DevicePlan(seeds.nextLong());
            // The narrowest window of this device needs two.
            if (plan.topology.configuration().creditLimit() == 1) {
                continue;
            }
            try {
                new DeviceRound(plan, new ReferenceDevice(fault), PATIENCE_NANOS).run(SILENT);
            } catch (BrokenPromise found) {
                return;
            }
        }
        fail("nothing was found: fault=" + fault);
    }
}

package io.millrace.samples.evtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.reference.ReferenceDevice;
import io.millrace.samples.Command;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Some seconds of soak, with new seeds each time; {@code evtest --soak} has the hours. */
@Timeout(300)
final class SoakTest {
    private static final Ticker SILENT = new Ticker(new PrintWriter(Writer.nullWriter()), Long::toString);

    @Test
    void shouldKeepAllPromisesForSomeSeconds() {
        Command command = Command.run("evtest", "--soak", Double.toString(Long.getLong("millrace.scale", 1) / 20.0));
        assertEquals(0, command.exitStatus(), command::toString);
        assertTrue(
                command.out().matches("(?s)soak of .* minutes from seed \\d+ kept all promises\n.*\nonce .*"),
                command::out);
    }

    @Test
    void shouldMakeTheSameRoundsOfTheSameSeed() {
        for (long seed = 0; seed < 100; seed++) {
            assertEquals(new DevicePlan(seed).toString(), new DevicePlan(seed).toString());
            assertEquals(new ExecutorPlan(seed).toString(), new ExecutorPlan(seed).toString());
        }
    }

    /** A device whose correctness can be read off its source raises no alarm: the checks ask for no more than is promised. */
    @Test
    void shouldRaiseNoFalseAlarm() throws InterruptedException {
        SplittableRandom seeds = new SplittableRandom(20_250_211);
        long begin = System.nanoTime();
        long checked = 0;
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(3)) {
            DevicePlan plan = new DevicePlan(seeds.nextLong());
            // The narrowest window of this device needs two.
            if (plan.topology.configuration().creditLimit() > 1) {
                DeviceRound round = new DeviceRound(plan, new ReferenceDevice());
                round.run(SILENT);
                checked += round.checked(Promise.ONCE);
            }
        }
        assertTrue(checked > 0);
    }
}

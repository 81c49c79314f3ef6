package io.millrace.applications.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.applications.Command;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two stages that wait for each other, where there is one worker. */
@Timeout(120)
class TwoStagesTest {

    private static final boolean HANGS = Runtime.version().feature() >= FuturesCommand.COMMON_POOL_ALWAYS;

    @Test
    void shouldHangOnTheDefaultOfANewJdk() throws IOException, InterruptedException {
        assertEquals(!HANGS, ChildJvm.finishes(OneWorker.Pool.JDK, HANGS ? 500 : 30_000));
    }

    @Test
    void shouldFinishOnMillrace() throws IOException, InterruptedException {
        assertTrue(ChildJvm.finishes(OneWorker.Pool.MILLRACE, 30_000));
    }

    @Test
    void shouldShowBoth() {
        Command command = Command.run("apps futures --limit 5000");
        assertEquals(0, command.exitStatus(), command::err);
        assertEquals(HANGS, command.out().contains("hangs (given up after 5000 ms)"), command::out);
        assertEquals(!HANGS, command.out().contains("it starts a thread for each stage then"), command::out);
        assertTrue(command.out().endsWith("Millrace: newWorkStealingPool(1) finishes\n"), command::out);
    }
}

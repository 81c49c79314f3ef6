package io.millrace.applications.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two stages that wait for each other, where there is one worker. */
@Timeout(120)
class TwoStagesTest {

    @Test
    void shouldHangOnTheDefaultOfANewJdk() throws IOException, InterruptedException {
        boolean always = Runtime.version().feature() >= FuturesCommand.COMMON_POOL_ALWAYS;
        assertEquals(!always, ChildJvm.finishes(OneWorker.Pool.JDK, always ? 500 : 30_000));
    }
}

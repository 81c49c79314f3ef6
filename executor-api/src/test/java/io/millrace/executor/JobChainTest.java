package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobChainTest {

    private final JobChain chain = new JobChain(null);

    @Test
    void shouldTakeJobsIntoTheLastVectorWhileItHasRoom() {
        assertFalse(chain.tryAdd(job(0)));
        assertTrue(chain.tryExtend(job(0), 2));
        assertTrue(chain.tryAdd(job(1)));
        assertFalse(chain.tryAdd(job(2)));
        assertTrue(chain.tryExtend(job(2), 2));
    }

    @Test
    void shouldNotExtendTheChainWhileTheLastVectorTakesJobs() {
        assertTrue(chain.tryExtend(job(0), 2));
        assertFalse(chain.tryExtend(job(1), 2));
        assertTrue(chain.tryAdd(job(1)));
    }

    @Test
    void shouldFindItsWayWhenAnExtenderStaysAwayBeforeItMovesTheTail() {
        chain.tryExtend(job(0), 1);
        JobVector first = chain.firstWaiting();
        chain.accepted(first);
        JobVector second = first.successor(job(1), 1);
        assertTrue(first.tryLink(second));
        assertSame(second, chain.firstWaiting());
        chain.accepted(second);
        assertNull(chain.firstWaiting());
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertFalse(chain.tryAdd(job(2))));
        assertTrue(chain.tryExtend(job(2), 1));
    }

    private static OrderedJob job(int number) {
        return new JobVectorTest.Job(0, number);
    }
}

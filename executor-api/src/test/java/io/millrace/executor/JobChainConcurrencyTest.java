package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.contract.TimeLimit;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Submitters add while a worker seals: each job is in one vector, in the order of its submitter, and places have no gap. */
class JobChainConcurrencyTest {

    @ParameterizedTest
    @CsvSource({"1,1", "1,4", "2,2", "3,8", "4,64"})
    void shouldKeepEachJobOnceAndInOrder(int submitters, int limit) throws Exception {
        int scale = Integer.getInteger("millrace.scale", 1);
        int jobsEach = 200_000 * scale / submitters;
        JobChain chain = new JobChain(null);
        Thread[] threads = new Thread[submitters];
        try (TimeLimit timeLimit = TimeLimit.seconds(60)) {
            for (int s = 0; s < submitters; s++) {
                int submitter = s;
                threads[s] = new Thread(() -> {
                    for (int i = 0; i < jobsEach; i++) {
                        JobVectorTest.Job job = new JobVectorTest.Job(submitter, i);
                        while (!chain.tryAdd(job)) {
                            if (chain.tryExtend(job, limit)) {
                                break;
                            }
                        }
                    }
                });
                threads[s].start();
            }
            take(chain, new int[submitters], submitters * jobsEach);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(0, chain.waiting());
    }

    private static void take(JobChain chain, int[] next, int jobs) {
        SplittableRandom random = new SplittableRandom(jobs);
        int taken = 0;
        while (taken < jobs) {
            JobVector vector = chain.firstWaiting();
            if (vector == null) {
                Thread.onSpinWait();
                continue;
            }
            boolean leaveFirst = random.nextBoolean();
            if (leaveFirst) {
                chain.accepted(vector);
            }
            int size = vector.seal();
            assertEquals(taken, vector.firstPlace());
            for (int i = 0; i < size; i++) {
                JobVectorTest.Job job = (JobVectorTest.Job) vector.job(i);
                assertEquals(next[job.submitter()]++, job.number());
                vector.drop(i);
            }
            taken += size;
            if (!leaveFirst) {
                chain.accepted(vector);
            }
            for (int pause = random.nextInt(40); pause > 0; pause--) {
                Thread.onSpinWait();
            }
        }
    }
}

package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Eight threads submit more than there is room for, with jitter, cancel some, and the executor is shut down or stopped
 * meanwhile: every task has one end, the counts say which, and the order of keys and series holds.
 */
class BoundConcurrencyTest {

    private static final int ROUNDS = Integer.getInteger("millrace.rounds", 40);

    enum Policy {
        ABORT(RejectedTaskHandler::abort),
        CALLER_RUNS(RejectedTaskHandler::callerRuns),
        DISCARD(RejectedTaskHandler::discard),
        DISCARD_OLDEST(RejectedTaskHandler::discardOldest),
        WAITING(RejectedTaskHandler::waiting),
        WAITING_FOR_A_TIME(() -> RejectedTaskHandler.waiting(Duration.ofNanos(20_000)));

        final Supplier<RejectedTaskHandler> handler;

        Policy(Supplier<RejectedTaskHandler> handler) {
            this.handler = handler;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveEveryTaskOneEnd(Policy policy) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(100)) {
            for (int round = 0; round < ROUNDS; round++) {
                MillraceExecutorBuilder builder = MillraceExecutors.builder()
                        .workers(1 << (round % 3))
                        .queueLimit(round % 7)
                        .credits(round % 2 == 0 ? 8 : 4096)
                        .onRejection(policy.handler.get());
                if (round % 4 == 3) {
                    builder.queueTimeout(Duration.ofNanos(50_000));
                }
                MillraceExecutor executor = builder.build();
                BoundLoad load = new BoundLoad(executor, ways(executor), round);
                load.run(BoundLoad.End.values()[round % BoundLoad.End.values().length]);
                load.verify();
                ExecutorSnapshot snapshot = executor.snapshot();
                assertEquals(load.count(BoundLoad.Fate.REJECTED), snapshot.rejected(), "rejected");
                assertEquals(load.count(BoundLoad.Fate.DROPPED), snapshot.discarded() + snapshot.overdue(), "dropped");
                assertEquals(0, executor.placesTaken());
                assertEquals(0, executor.keys().size());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WAITING", "WAITING_FOR_A_TIME"})
    void shouldFindTheSameOfThePoolOfTheJdk(Policy policy) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(100)) {
            for (int round = 0; round < ROUNDS / 4; round++) {
                ExecutorService pool = JdkPools.bounded(1 << (round % 3), 1 + round % 7, policy);
                BoundLoad load = new BoundLoad(pool, List.of(pool), round);
                load.run(BoundLoad.End.values()[round % BoundLoad.End.values().length]);
                load.verify();
            }
        }
    }

    private static List<ExecutorService> ways(MillraceExecutor executor) {
        List<ExecutorService> ways = new ArrayList<>();
        ways.add(executor);
        ways.add(executor.atomic("one"));
        ways.add(executor.atomic("two"));
        ways.add(executor.ordered(executor.newSeries()));
        ways.add(executor.ordered(executor.newSeries()));
        ways.add(executor.directed());
        ways.add(executor.priority(2));
        return ways;
    }

    /** Workers that hand in more work from within never wait for each other, whatever the policy and however small the bound. */
    @ParameterizedTest
    @EnumSource
    void shouldNeverBlockWorkersByEachOther(Policy policy) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            for (int round = 0; round < ROUNDS; round++) {
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(1 + round % 2)
                        .queueLimit(round / 2 % 2)
                        .onRejection(policy.handler.get())
                        .build();
                List<ExecutorService> ways = ways(executor);
                for (ExecutorService way : ways) {
                    BoundLoad.quietly(() -> way.execute(() -> spread(ways, 4)));
                }
                executor.close();
                assertTrue(executor.isTerminated());
            }
        }
    }

    private static void spread(List<ExecutorService> ways, int depth) {
        for (int i = 0; depth > 0 && i < 3; i++) {
            ExecutorService way = ways.get((i + depth) % ways.size());
            BoundLoad.quietly(() -> way.execute(() -> spread(ways, depth - 1)));
        }
    }

    @Test
    void shouldCatchATaskThatRunsTwice() {
        BoundLoad.Item item = new BoundLoad.Item(0, 0, false, null);
        item.run();
        item.run();
        assertEquals(2, item.runs());
    }
}

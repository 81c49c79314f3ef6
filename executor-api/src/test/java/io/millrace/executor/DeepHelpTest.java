package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A thread runs only so many of the tasks that it waits for on top of each other, while another may run the next one. */
class DeepHelpTest {

    /** The ways of handing a task in. */
    enum Kind {
        FUTURE {
            @Override
            Future<Integer> hand(MillraceExecutor executor, Callable<Integer> task) {
                return executor.submit(task);
            }
        },
        SUBMITTED {
            @Override
            Future<Integer> hand(MillraceExecutor executor, Callable<Integer> task) {
                return executor.submit(ForkJoinTask.adapt(task));
            }
        },
        EXECUTED {
            @Override
            Future<Integer> hand(MillraceExecutor executor, Callable<Integer> task) {
                ForkJoinTask<Integer> forking = ForkJoinTask.adapt(task);
                executor.execute(forking);
                return forking;
            }
        };

        abstract Future<Integer> hand(MillraceExecutor executor, Callable<Integer> task);

        final int descend(MillraceExecutor executor, int depth) throws Exception {
            if (depth == 0) {
                return 0;
            }
            Future<Integer> next = hand(executor, () -> descend(executor, depth - 1));
            try {
                return 1 + (next instanceof ForkJoinTask<Integer> task ? task.join() : next.get());
            } catch (ExecutionException failure) {
                // Not a chain of ten thousand causes.
                throw failure.getCause() instanceof Exception cause ? cause : failure;
            }
        }
    }

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor open(int workers, int spares) {
        return threads.watched(MillraceExecutors.builder()
                .workers(workers)
                .spares(spares)
                .threadFactory(threads)
                .build());
    }

    @ParameterizedTest
    @CsvSource({"FUTURE, 1", "SUBMITTED, 1", "SUBMITTED, 2", "EXECUTED, 1", "EXECUTED, 4"})
    void shouldRecurseTenThousandDeep(Kind kind, int workers) throws Exception {
        try (MillraceExecutor executor = open(workers, 256)) {
            Future<Integer> first = kind.hand(executor, () -> kind.descend(executor, 10_000));
            assertEquals(10_000, first.get());
        }
    }

    /** As many levels as a stack of the usual size has room for, but more than the spares are for. */
    @Test
    void shouldGoOnWhenThereIsNoSpareForATaskThatForks() throws Exception {
        try (MillraceExecutor executor = open(1, 2)) {
            Future<Integer> first = Kind.SUBMITTED.hand(executor, () -> Kind.SUBMITTED.descend(executor, 500));
            assertEquals(500, first.get());
        }
    }

    /** Nobody else can have the place of a thread that runs what is directed to it. */
    @ParameterizedTest
    @EnumSource
    void shouldGoOnInATaskThatIsBoundToItsWorker(Kind kind) throws Exception {
        try (MillraceExecutor executor = open(1, 256)) {
            assertEquals(
                    200,
                    executor.directed(0)
                            .submit(() -> kind.descend(executor, 200))
                            .get());
        }
    }
}

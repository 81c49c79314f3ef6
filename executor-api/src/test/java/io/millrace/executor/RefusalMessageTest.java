package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is refused says what to do instead. */
class RefusalMessageTest {

    private final MillraceExecutor executor =
            MillraceExecutors.builder().workers(2).name("mill").build();

    @AfterEach
    void closeExecutor() {
        executor.close();
    }

    private static <T extends Throwable> void assertSays(String message, Class<T> type, Executable call) {
        assertEquals(message, assertThrows(type, call).getMessage());
    }

    @Test
    void shouldSayThatAnExecutorHasEnded() {
        executor.shutdown();
        assertSays(
                "executor takes no more tasks, create a new one: executor=mill, state=terminated",
                RejectedExecutionException.class,
                () -> executor.execute(() -> {}));
    }

    @Test
    void shouldSayThatAViewHasEnded() {
        ExecutorService view = executor.atomic("key");
        view.shutdown();
        assertSays(
                "view takes no more tasks, ask the executor for another: view=mill/atomic, state=shut down",
                RejectedExecutionException.class,
                () -> view.execute(() -> {}));
    }

    @Test
    void shouldSayWhichWorkersThereAre() {
        for (int worker : new int[] {-1, 2}) {
            assertSays(
                    "no such worker: worker=" + worker + ", lowest=0, highest=1",
                    IndexOutOfBoundsException.class,
                    () -> executor.directed(worker));
        }
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertSays("command is null, a task is needed", NullPointerException.class, () -> executor.execute(null));
        assertSays(
                "command is null, a task is needed",
                NullPointerException.class,
                () -> executor.directed().execute(null));
        assertSays(
                "key is null; what needs no key goes to the executor itself",
                NullPointerException.class,
                () -> executor.atomic(null));
        assertSays(
                "series is null, open one with newSeries()", NullPointerException.class, () -> executor.ordered(null));
        assertThrows(
                NullPointerException.class, () -> MillraceExecutors.builder().hooks(null));
    }

    /** A job of a series, and a thread that runs its own job, would wait for themselves as a task does. */
    @Test
    void shouldSayWhereToCloseAnExecutor() throws Exception {
        String message = "close called by a task of the same executor, which would wait for itself;"
                + " call shutdown() there, and close() in another thread: executor=mill";
        Runnable closing = () -> assertSays(message, IllegalStateException.class, executor::close);
        executor.submit(closing).get();
        executor.atomic("key").submit(closing).get();
        executor.ordered(executor.newSeries()).submit(closing).get();
        assertFalse(executor.isShutdown());
        executor.newSeries().invoke(new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {
                closing.run();
            }

            @Override
            public void serial(Worker worker) {
                closing.run();
            }

            @Override
            public void failed(Throwable failure) {
                executor.shutdown();
            }
        });
        assertFalse(executor.isShutdown());
    }

    private static OrderedJob job() {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {}

            @Override
            public void serial(Worker worker) {}
        };
    }

    @Test
    void shouldSayInWhichStateAViewIs() throws Exception {
        ExecutorService view = executor.priority(2);
        assertEquals("mill/priority-2[running, outstanding=0]", view.toString());
        assertEquals(
                "mill/atomic[key=a b, running, outstanding=0]",
                executor.atomic("a\nb").toString());
        try (Series series = executor.newSeries()) {
            assertEquals(
                    "mill/ordered[series=0, running, outstanding=0]",
                    executor.ordered(series).toString());
            assertEquals("mill/series-0[open, outstanding=0, waiting=0, reorderWindow=512]", series.toString());
            series.pause();
            series.submit(job());
            assertEquals("mill/series-0[paused, outstanding=1, waiting=1, reorderWindow=512]", series.toString());
            series.resume();
            series.close();
            assertTrue(series.toString().startsWith("mill/series-0[closed, "), series.toString());
        }
        view.shutdown();
        assertEquals("mill/priority-2[terminated, outstanding=0]", view.toString());
        assertTrue(view.isTerminated());
    }
}

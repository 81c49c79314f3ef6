package io.millrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private final Recording recording = new Recording();

    @Test
    void shouldBeEmptyAtFirst() {
        assertEquals("recording[events=0]", recording.toString());
    }

    @Test
    void shouldRecordWhatATaskDoes() throws InterruptedException {
        Thread worker = new Thread(recording.task("save", "cart", () -> recording.emits("log", 7)), "worker-1");
        worker.start();
        worker.join();
        String thread = Thread.currentThread().getName();
        assertEquals(
                "recording[events=4]\n  #1 save is submitted: key=cart, thread=" + thread
                        + "\n  #2 save starts: key=cart, thread=worker-1"
                        + "\n  #3 7 comes out: series=log, thread=worker-1"
                        + "\n  #4 save ends: key=cart, thread=worker-1",
                recording.toString());
    }

    @Test
    void shouldRecordThatATaskFailsAndLetItFail() {
        IllegalStateException planted = new IllegalStateException("planted");
        Runnable task = recording.task("fail", () -> {
            throw planted;
        });
        assertSame(planted, assertThrows(IllegalStateException.class, task::run));
        assertEquals(
                List.of(Event.Kind.SUBMITTED, Event.Kind.STARTED, Event.Kind.FAILED),
                recording.history().events().stream().map(Event::kind).toList());
    }

    @Test
    void shouldKnowTheKeyOfATaskThatIsToldByHand() {
        recording.submitted("save", "cart");
        recording.started("save");
        recording.ended("save");
        assertTrue(recording.history().events().stream().allMatch(event -> "cart".equals(event.group())));
    }

    @Test
    void shouldRefuseANameThatIsTaken() {
        recording.task("save", () -> {});
        assertEquals(
                "name is taken, each task needs one of its own: name=save",
                assertThrows(IllegalArgumentException.class, () -> recording.submitted("save"))
                        .getMessage());
        recording.watches("pool", () -> 0);
        assertEquals(
                "name is taken, each figure needs one of its own: name=pool",
                assertThrows(IllegalArgumentException.class, () -> recording.watches("pool", () -> 0))
                        .getMessage());
    }

    @Test
    @SuppressWarnings("NullAway") // What is refused.
    void shouldRefuseNullBeforeItRecords() {
        assertThrows(NullPointerException.class, () -> recording.task("save", null));
        assertThrows(NullPointerException.class, () -> recording.task(null, () -> {}));
        assertThrows(NullPointerException.class, () -> recording.submitted("save", null));
        assertThrows(NullPointerException.class, () -> recording.emits("log", null));
        assertThrows(NullPointerException.class, () -> recording.submits(null, 1));
        assertThrows(NullPointerException.class, () -> recording.watches(null));
        assertEquals("recording[events=0]", recording.toString());
    }

    @Test
    void shouldNumberWhatManyThreadsRecord() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Object series = thread;
            threads.add(new Thread(() -> {
                for (int item = 0; item < 500; item++) {
                    recording.submits(series, item);
                    recording.emits(series, item);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(
                IntStream.rangeClosed(1, 4000).boxed().toList(),
                recording.history().events().stream().map(Event::number).toList());
        MillraceAssertions.assertThat(recording).completesInOrder().drains();
    }
}

package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.contract.TimeLimit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of submissions, pauses and changes of size, beside a model that says what may have run after each step. */
class LivePropertyTest {

    private static final int KEYS = 3;
    private static final int MOST = 4;

    /** What is done next. */
    enum Deed {
        PLAIN,
        PLAIN_AGAIN,
        KEYED,
        KEYED_AGAIN,
        ORDERED,
        DIRECTED,
        PRIORITY,
        PAUSE,
        RESUME,
        PAUSE_KEY,
        RESUME_KEY,
        PAUSE_SERIES,
        RESUME_SERIES,
        RESIZE
    }

    /** A deed, and which key, worker or number it is about. */
    record Act(Deed deed, int which) {}

    /** A task of the model. */
    record Task(int key, boolean heldBySeries, List<Integer> order, int number, Future<?> future) {

        Task inDevice() {
            return new Task(key, false, order, number, future);
        }
    }

    private static final int NO_KEY = -1;

    @Property(tries = 300)
    void shouldRunWhatIsNotPausedAndNothingElse(@ForAll("acts") List<Act> acts) throws Exception {
        TrackedThreads threads = new TrackedThreads();
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(2)
                        .maxWorkers(MOST)
                        .threadFactory(threads)
                        .build();
                Series series = executor.newSeries()) {
            Model model = new Model(executor, series);
            for (Act act : acts) {
                model.act(act);
                model.check();
            }
            executor.shutdown();
            model.allMayRun();
            model.check();
        }
        threads.join();
        assertEquals(List.of(), List.copyOf(threads.uncaught));
    }

    /** What waits and why. */
    private static final class Model {

        private final MillraceExecutor executor;
        private final Series series;
        private final Set<Integer> pausedKeys = new HashSet<>();
        private boolean paused;
        private boolean seriesPaused;
        private List<Task> waiting = new ArrayList<>();
        private final List<List<Integer>> ranByKey = new ArrayList<>();
        private final List<Integer> ranOther = Collections.synchronizedList(new ArrayList<>());
        private int number;

        Model(MillraceExecutor executor, Series series) {
            this.executor = executor;
            this.series = series;
            for (int key = 0; key < KEYS; key++) {
                ranByKey.add(Collections.synchronizedList(new ArrayList<>()));
            }
        }

        void act(Act act) {
            int key = act.which() % KEYS;
            switch (act.deed()) {
                case PLAIN, PLAIN_AGAIN -> add(NO_KEY, false, executor::submit);
                case KEYED, KEYED_AGAIN -> add(key, false, executor.atomic(key)::submit);
                case ORDERED -> add(NO_KEY, true, executor.ordered(series)::submit);
                case DIRECTED -> add(NO_KEY, false, executor.directed(act.which() % MOST)::submit);
                case PRIORITY -> add(NO_KEY, false, executor.priority(act.which())::submit);
                case PAUSE -> {
                    executor.pause();
                    paused = true;
                }
                case RESUME -> {
                    executor.resume();
                    paused = false;
                }
                case PAUSE_KEY -> {
                    executor.pauseKey(key);
                    pausedKeys.add(key);
                }
                case RESUME_KEY -> {
                    executor.resumeKey(key);
                    pausedKeys.remove(key);
                }
                case PAUSE_SERIES -> {
                    series.pause();
                    seriesPaused = true;
                }
                case RESUME_SERIES -> {
                    series.resume();
                    seriesPaused = false;
                    // They are in the device now, where only the executor holds them.
                    waiting.replaceAll(Task::inDevice);
                }
                case RESIZE -> executor.resize(1 + act.which() % MOST);
            }
        }

        /** How a task is submitted. */
        interface Submission {
            Future<?> submit(Runnable task);
        }

        private void add(int key, boolean ofSeries, Submission submission) {
            int mine = number++;
            List<Integer> ran = key == NO_KEY ? ranOther : ranByKey.get(key);
            Future<?> future = submission.submit(() -> ran.add(mine));
            waiting.add(new Task(key, ofSeries && seriesPaused, ran, mine, future));
        }

        void allMayRun() {
            paused = false;
            pausedKeys.clear();
            seriesPaused = false;
        }

        void check() throws Exception {
            List<Task> left = new ArrayList<>();
            for (Task task : waiting) {
                boolean held = paused || pausedKeys.contains(task.key()) || (task.heldBySeries() && seriesPaused);
                if (held) {
                    left.add(task);
                } else {
                    task.future().get();
                }
            }
            for (Task task : left) {
                assertEquals(false, task.order().contains(task.number()), () -> "ran while paused: " + task);
            }
            waiting = left;
            for (List<Integer> ran : ranByKey) {
                List<Integer> now = List.copyOf(ran);
                assertEquals(now.stream().sorted().toList(), now, "order of a key");
            }
            assertEquals(executor.isPaused(), paused);
            assertEquals(
                    number - left.size(),
                    ranOther.size() + ranByKey.stream().mapToInt(List::size).sum());
        }
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        return Combinators.combine(
                        Arbitraries.of(Deed.class), Arbitraries.integers().between(0, 7))
                .as(Act::new)
                .list()
                .ofMaxSize(60);
    }
}

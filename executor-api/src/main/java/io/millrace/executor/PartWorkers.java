package io.millrace.executor;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which workers run the parallel parts of series, and which the serial ones: what was chosen, and who of that there is.
 */
final class PartWorkers {

    /** The part of a job that a set of workers is for. */
    enum Part {
        PARALLEL,
        SERIAL
    }

    /**
     * The workers for one part.
     *
     * @param chosen those that were chosen, whether there are any such at present or not
     * @param usable those of them that there are, in order, or, if none is, one that stands in
     */
    private record Choice(Set<Integer> chosen, List<Integer> usable) {

        static Choice of(Set<Integer> chosen, int number) {
            List<Integer> sorted = chosen.stream().sorted().toList();
            List<Integer> usable =
                    sorted.stream().filter(worker -> worker < number).toList();
            return new Choice(chosen, usable.isEmpty() ? List.of(sorted.get(0) % number) : usable);
        }

        boolean has(int worker) {
            return Collections.binarySearch(usable, worker) >= 0;
        }
    }

    private final Choice parallel;
    private final Choice serial;
    private final int number;
    private final int limit;

    private PartWorkers(Set<Integer> parallel, Set<Integer> serial, int number, int limit) {
        this.parallel = Choice.of(parallel, number);
        this.serial = Choice.of(serial, number);
        this.number = number;
        this.limit = limit;
    }

    /** Returns that all do everything, of as many as there may be. */
    static PartWorkers all(int limit) {
        Set<Integer> all = IntStream.range(0, limit).boxed().collect(Collectors.toUnmodifiableSet());
        return new PartWorkers(all, all, limit, limit);
    }

    /**
     * Refuses a choice that cannot be.
     *
     * @throws IllegalArgumentException if nobody is chosen, or one that there never is
     */
    void check(Part part, Set<Integer> workers) {
        if (Objects.requireNonNull(workers, "workers is null, a set is needed").isEmpty()) {
            throw new IllegalArgumentException("no worker was chosen, name one at least: part=" + part);
        }
        for (int worker : workers) {
            if (worker < 0 || worker >= limit) {
                throw new IllegalArgumentException(
                        "no such worker: worker=" + worker + ", lowest=0, highest=" + (limit - 1) + ", part=" + part);
            }
        }
    }

    /** Returns this with another choice for a part. */
    PartWorkers choose(Part part, Set<Integer> workers) {
        return part == Part.PARALLEL
                ? new PartWorkers(workers, serial.chosen, number, limit)
                : new PartWorkers(parallel.chosen, workers, number, limit);
    }

    /** Returns how many workers there are. */
    int number() {
        return number;
    }

    /** Returns this for so many workers. */
    PartWorkers of(int workers) {
        return new PartWorkers(parallel.chosen, serial.chosen, workers, limit);
    }

    /** Returns the workers that do a part, in order. */
    Set<Integer> usable(Part part) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(choice(part).usable));
    }

    /** Returns a worker that does a part: the wanted one if it does, or else one of those that do, as padata chooses it. */
    int standIn(Part part, int wanted) {
        List<Integer> usable = choice(part).usable;
        return does(part, wanted) ? wanted : usable.get(wanted % usable.size());
    }

    boolean does(Part part, int worker) {
        return choice(part).has(worker);
    }

    private Choice choice(Part part) {
        return part == Part.PARALLEL ? parallel : serial;
    }

    /** Returns whether a part was chosen for some of the workers that there may be. */
    boolean isSplit() {
        return isSplit(parallel) || isSplit(serial);
    }

    /** Returns whether a part that was chosen for some may depend on this worker. */
    boolean isNeeded(int worker) {
        return isNeeded(parallel, worker) || isNeeded(serial, worker);
    }

    private boolean isSplit(Choice choice) {
        return choice.chosen.size() < limit;
    }

    private boolean isNeeded(Choice choice, int worker) {
        return isSplit(choice) && choice.has(worker);
    }
}

package io.millrace.executor;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which workers run the parallel parts of series, and which the serial ones: what was chosen, and who of that there is.
 *
 * @param parallelChosen the workers that were chosen for parallel parts, whether there are any such at present or not
 * @param serialChosen those for serial parts
 * @param number how many workers there are
 */
record PartWorkers(Set<Integer> parallelChosen, Set<Integer> serialChosen, int number) {

    /** The part of a job that a set of workers is for. */
    enum Part {
        PARALLEL,
        SERIAL
    }

    /** Returns that all do everything. */
    static PartWorkers all(int limit, int number) {
        Set<Integer> all = IntStream.range(0, limit).boxed().collect(Collectors.toUnmodifiableSet());
        return new PartWorkers(all, all, number);
    }

    /**
     * Returns this with another choice for a part.
     *
     * @throws IllegalArgumentException if nobody is chosen, or one that there never is
     */
    PartWorkers choose(Part part, Set<Integer> workers, int limit) {
        if (Objects.requireNonNull(workers, "workers is null, a set is needed").isEmpty()) {
            throw new IllegalArgumentException("no worker was chosen, name one at least: part=" + part);
        }
        for (int worker : workers) {
            if (worker < 0 || worker >= limit) {
                throw new IllegalArgumentException(
                        "no such worker: worker=" + worker + ", lowest=0, highest=" + (limit - 1) + ", part=" + part);
            }
        }
        Set<Integer> chosen = Set.copyOf(workers);
        return part == Part.PARALLEL
                ? new PartWorkers(chosen, serialChosen, number)
                : new PartWorkers(parallelChosen, chosen, number);
    }

    PartWorkers of(int workers) {
        return new PartWorkers(parallelChosen, serialChosen, workers);
    }

    /** Returns the workers that do a part: those of the chosen ones that there are, or, if none is, one that stands in. */
    Set<Integer> usable(Part part) {
        Set<Integer> chosen = part == Part.PARALLEL ? parallelChosen : serialChosen;
        TreeSet<Integer> usable = new TreeSet<>(chosen);
        int first = usable.first();
        usable.removeIf(worker -> worker >= number);
        if (usable.isEmpty()) {
            usable.add(first % number);
        }
        return Collections.unmodifiableSortedSet(usable);
    }

    /** Returns a worker that does a part: the wanted one if it does, or else one of those that do, as padata chooses it. */
    int standIn(Part part, int wanted) {
        Set<Integer> usable = usable(part);
        return usable.contains(wanted)
                ? wanted
                : usable.stream().skip(wanted % usable.size()).findFirst().orElseThrow();
    }

    boolean does(Part part, int worker) {
        return usable(part).contains(worker);
    }

    /** Returns whether there is a part that not every worker does. */
    boolean isSplit() {
        return usable(Part.PARALLEL).size() < number || usable(Part.SERIAL).size() < number;
    }

    /** Returns whether a part that not every worker does may depend on this one. */
    boolean isNeeded(int worker) {
        return isNeeded(Part.PARALLEL, worker) || isNeeded(Part.SERIAL, worker);
    }

    private boolean isNeeded(Part part, int worker) {
        Set<Integer> usable = usable(part);
        return usable.size() < number && usable.contains(worker);
    }
}

package io.millrace.testkit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * What a recording held at some moment. Immutable.
 *
 * @param events in the order in which they happened
 */
record History(List<Event> events) {

    History {
        events = List.copyOf(events);
    }

    List<Event> select(Predicate<Event> wanted) {
        return events.stream().filter(wanted).toList();
    }

    /** Returns what happened to each task, by its name, in the order in which they were first seen. */
    Map<Object, List<Event>> byTask() {
        return events.stream().filter(Event::isOfTask).collect(grouped(Event::subject));
    }

    /** Returns what happened to each item of a series, in the order in which they were first seen. */
    Map<Object, List<Event>> byItem(Object series) {
        return events.stream().filter(event -> event.isOfSeries(series)).collect(grouped(Event::subject));
    }

    private static Collector<Event, ?, LinkedHashMap<Object, List<Event>>> grouped(Function<Event, Object> by) {
        return Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList());
    }

    /** Returns all keys of tasks, in the order in which they were first seen. */
    Set<Object> keys() {
        return groups(Event::isOfTask);
    }

    /** Returns all series, in the order in which they were first seen. */
    Set<Object> series() {
        return groups(event -> !event.isOfTask());
    }

    private Set<Object> groups(Predicate<Event> wanted) {
        return events.stream()
                .filter(wanted)
                .map(Event::group)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns a failure that shows those events that matter. */
    AssertionError failure(String statement, Predicate<Event> matters) {
        return new AssertionError(statement + lines(select(matters)));
    }

    static String lines(List<Event> some) {
        return some.stream().map(event -> "\n  " + event).collect(Collectors.joining());
    }
}

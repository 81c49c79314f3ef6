package io.millrace.benchmarks.costs;

import io.millrace.benchmarks.ordered.OrderedItems;

/**
 * Items whose parallel and serial parts are timed.
 *
 * @param <T> an item
 */
record TimedItems<T>(OrderedItems<T> items, Timesheets sheets) implements OrderedItems<T> {

    @Override
    public int length() {
        return items.length();
    }

    @Override
    public T item(int place) {
        return items.item(place);
    }

    @Override
    public T work(T item) {
        try (Timesheet doing = sheets.begin(Activity.TASK)) {
            return items.work(item);
        }
    }

    @Override
    public void accept(T result) {
        try (Timesheet doing = sheets.begin(Activity.REORDER)) {
            items.accept(result);
        }
    }

    @Override
    public void requireAll() {
        items.requireAll();
    }
}

package io.millrace.benchmarks.ordered;

/** No executor: what order costs is the distance from half of this. */
final class OneThread implements OrderedArm {

    @Override
    public <T> void run(OrderedItems<T> items) {
        for (int place = 0; place < items.length(); place++) {
            items.accept(items.work(items.item(place)));
        }
    }

    @Override
    public void close() {}
}

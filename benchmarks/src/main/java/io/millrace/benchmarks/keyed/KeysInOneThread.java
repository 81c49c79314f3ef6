package io.millrace.benchmarks.keyed;

/** No executor: half of it is the bound of two workers. */
final class KeysInOneThread implements OrderedKeysArm {

    @Override
    public void run(KeyedItems items) {
        for (int place = 0; place < items.length(); place++) {
            items.accept(items.work(items.item(place)));
        }
    }

    @Override
    public void close() {}
}

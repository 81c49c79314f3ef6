package io.millrace.benchmarks.ordered;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Project Reactor: each item is a deferred call on a parallel scheduler, and {@code flatMapSequential} puts the results in order. */
final class ReactorArm implements OrderedArm {

    private final Scheduler scheduler;
    private final int window;

    ReactorArm(int workers, int window) {
        scheduler = Schedulers.newParallel("reactor", workers, true);
        scheduler.init();
        this.window = window;
    }

    @Override
    public <T> void run(OrderedItems<T> items) {
        Flux.range(0, items.length())
                .map(items::item)
                .flatMapSequential(
                        item -> Mono.fromCallable(() -> items.work(item)).subscribeOn(scheduler), window, 1)
                .doOnNext(items::accept)
                .blockLast();
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}

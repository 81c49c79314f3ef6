package io.millrace.executor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The figures of an executor for Micrometer, which is an optional dependency: this class is the only one that needs it.
 *
 * <p>The meters named {@code executor.*} are those of Micrometer's {@code ExecutorServiceMetrics}, so that dashboards for a {@code
 * ThreadPoolExecutor} show the executor too; {@code executor.queue.remaining} is there only if a {@linkplain
 * MillraceExecutorBuilder#queueLimit limit} was set. What only ours has is named {@code millrace.executor.*}. All have the tag
 * {@code name}, the name of the executor.
 *
 * <p>The registry does not keep the executor alive. Meters of one that has terminated stay, with their last counts.
 */
public final class MillraceMetrics implements MeterBinder {

    private final MillraceExecutor executor;
    private final Tags tags;

    /** Creates the binder of an executor whose meters have further tags. */
    public MillraceMetrics(MillraceExecutor executor, Iterable<Tag> tags) {
        this.executor = Objects.requireNonNull(executor, "executor");
        this.tags = Tags.concat(tags, "name", executor.name());
    }

    /** Creates the binder of an executor. */
    public MillraceMetrics(MillraceExecutor executor) {
        this(executor, Tags.empty());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindUsual(registry);
        bindOwn(registry);
    }

    private void bindUsual(MeterRegistry registry) {
        count(
                registry,
                "executor.completed",
                "tasks that have ended",
                own -> own.snapshot().completed());
        gauge(
                registry,
                "executor.active",
                BaseUnits.THREADS,
                "threads that run something",
                own -> own.snapshot().active());
        gauge(
                registry,
                "executor.queued",
                BaseUnits.TASKS,
                "tasks that wait",
                own -> own.snapshot().backlog());
        gauge(
                registry,
                "executor.pool.size",
                BaseUnits.THREADS,
                "threads that there are",
                own -> own.snapshot().workers());
        gauge(registry, "executor.pool.core", BaseUnits.THREADS, "workers that there may be", own -> own.workers());
        gauge(
                registry,
                "executor.pool.max",
                BaseUnits.THREADS,
                "threads that there may be, spares included",
                own -> (double) own.workers() + own.workforce().spares());
        Bound bound = executor.bound();
        if (bound != null && bound.isLimited()) {
            gauge(registry, "executor.queue.remaining", BaseUnits.TASKS, "tasks that would come in now", own -> {
                Bound limited = own.bound();
                return limited == null ? Double.NaN : Math.max(0, limited.free());
            });
        }
    }

    private void bindOwn(MeterRegistry registry) {
        gauge(
                registry,
                "millrace.executor.in.flight",
                "entries",
                "entries in the device",
                own -> own.snapshot().inFlight());
        count(
                registry,
                "millrace.executor.rejected",
                "tasks that were rejected",
                own -> own.snapshot().rejected());
        count(
                registry,
                "millrace.executor.discarded",
                "tasks that were dropped for want of room",
                own -> own.snapshot().discarded());
        count(
                registry,
                "millrace.executor.overdue",
                "tasks that would have started too late",
                own -> own.snapshot().overdue());
        count(
                registry,
                "millrace.executor.spares.started",
                "threads that took the place of one that waits",
                own -> own.workforce().sparesStarted());
    }

    private void count(
            MeterRegistry registry, String name, String description, ToDoubleFunction<MillraceExecutor> figure) {
        FunctionCounter.builder(name, executor, figure)
                .tags(tags)
                .description(description)
                .baseUnit(BaseUnits.TASKS)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String unit,
            String description,
            ToDoubleFunction<MillraceExecutor> figure) {
        Gauge.builder(name, executor, figure)
                .tags(tags)
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }
}

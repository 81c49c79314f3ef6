package io.millrace.samples.evtest;

import io.millrace.core.DomainCounter;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What was seen of a run that kept all promises. */
final class RunReport {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double PERCENT = 100;

    private final RunPlan plan;
    private final long nanos;
    private final long[] domainCounters;
    private final List<PortFigures> ports;
    private final long[] checked;
    private final @Nullable Histogram latency;

    /**
     * The figures of a port.
     *
     * @param delivered entries delivered to it
     * @param parked how often its thread slept
     */
    record PortFigures(long delivered, long parked) {}

    /**
     * Creates a report.
     *
     * @param nanos from the first NEW to the last release
     * @param domainCounters values of {@link DomainCounter} by their places
     * @param ports figures of the workers and the consumer
     * @param checked how often each {@link Promise} was found kept, by their places
     * @param latency from NEW to the end, in nanoseconds
     */
    RunReport(
            RunPlan plan,
            long nanos,
            long[] domainCounters,
            List<PortFigures> ports,
            long[] checked,
            @Nullable Histogram latency) {
        this.plan = plan;
        this.nanos = nanos;
        this.domainCounters = domainCounters;
        this.ports = ports;
        this.checked = checked;
        this.latency = latency;
    }

    String text() {
        Formatter text = new Formatter(Locale.ROOT);
        text.format(
                "%s %s: flows=%d, workers=%d, producers=%d, burst=%d, credits=%d, seed=%d%n%n",
                plan.test().toString(),
                RunPlan.words(plan.stages()),
                plan.flows(),
                plan.workers(),
                plan.producers(),
                plan.burst(),
                plan.credits(),
                plan.seed());
        text.format("entries      %,15d%n", plan.entries());
        text.format("seconds      %,15.3f%n", nanos / NANOS_PER_SECOND);
        text.format("entries/s    %,15.0f%n", plan.entries() * NANOS_PER_SECOND / Math.max(1, nanos));
        text.format("wake-ups     %,15d%n", counter(DomainCounter.WAKE_UPS));
        text.format("refusals     %,15d%s%n", refusals(), refusalsByCause());
        text.format("%n%-12s %15s %9s %12s%n", "port", "delivered", "share", "parked");
        long all = Math.max(1, ports.stream().mapToLong(PortFigures::delivered).sum());
        for (int port = 0; port < ports.size(); port++) {
            PortFigures figures = ports.get(port);
            text.format(
                    "%-12s %,15d %7.1f %% %,12d%n",
                    port < plan.workers() ? "worker " + port : "consumer",
                    figures.delivered(),
                    PERCENT * figures.delivered() / all,
                    figures.parked());
        }
        if (latency != null) {
            latency(text, latency);
        }
        text.format("%nkept         ");
        for (Promise promise : List.of(Promise.ONCE, Promise.ORDER, Promise.ATOMIC, Promise.DIRECTED)) {
            text.format("%s %,d, ", promise.label(), checked[promise.ordinal()]);
        }
        text.format("all %,d credits back%n", plan.credits());
        return text.toString();
    }

    private long counter(DomainCounter counter) {
        return domainCounters[counter.ordinal()];
    }

    private static Stream<DomainCounter> causes() {
        return Stream.of(
                DomainCounter.REFUSED_NO_CREDIT,
                DomainCounter.REFUSED_NEW_ENTRY_THRESHOLD,
                DomainCounter.REFUSED_REORDER_WINDOW,
                DomainCounter.REFUSED_STOPPED);
    }

    private long refusals() {
        return causes().mapToLong(this::counter).sum();
    }

    private String refusalsByCause() {
        return causes().filter(cause -> counter(cause) > 0)
                .map(cause -> String.format(Locale.ROOT, "  %s=%,d", cause.label(), counter(cause)))
                .collect(Collectors.joining());
    }

    private static void latency(Formatter text, Histogram latency) {
        text.format("%n%-12s %12s %12s %12s %12s%n", "microseconds", "p50", "p99", "p99.9", "max");
        text.format(
                "%-12s %,12.1f %,12.1f %,12.1f %,12.1f%n",
                "NEW to end",
                latency.getValueAtPercentile(50) / NANOS_PER_MICRO,
                latency.getValueAtPercentile(99) / NANOS_PER_MICRO,
                latency.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
                latency.getMaxValue() / NANOS_PER_MICRO);
    }
}

package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.ProcessUsage;
import io.millrace.benchmarks.measure.Usage;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Tells beside the time of an operation how much processor time it takes, of all threads, and how often one of them waits. For JMH. */
public final class UsageProfiler implements InternalProfiler {

    private Usage before = ProcessUsage.now();

    @Override
    public String getDescription() {
        return "Processor time and context switches of the process.";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = ProcessUsage.now();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        Usage used = ProcessUsage.now().minus(before);
        double operations = result.getMetadata().getAllOps();
        return List.of(
                new ScalarResult("cpu", used.cpuNanos() / operations, "ns/op", AggregationPolicy.AVG),
                new ScalarResult("switches", used.switches() / operations, "#/op", AggregationPolicy.AVG));
    }
}

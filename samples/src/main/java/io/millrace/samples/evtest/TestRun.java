package io.millrace.samples.evtest;

import io.millrace.core.Device;
import io.millrace.core.DomainCounter;
import io.millrace.core.Port;
import io.millrace.core.PortCounter;
import io.millrace.core.SchedulingDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One run of a test: producers, workers, and the checks on all of it. */
final class TestRun {
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RunPlan plan;
    private final Ticker ticker;
    private final Topology topology;
    private final Checks checks;
    private final Sender[] senders;
    private final SchedulingDomain domain;
    private final Crew crew;
    private final AtomicInteger producersLeft;
    private final List<StageWorker> workers = new ArrayList<>();
    private final Body planted;
    private final AtomicLong plantedPlaces = new AtomicLong();

    /**
     * Opens the domain.
     *
     * @throws io.millrace.core.ConfigurationException if the device cannot have such a domain
     */
    TestRun(RunPlan plan, Device device, Ticker ticker) {
        this.plan = plan;
        this.ticker = ticker;
        topology = new QueueForm(plan).topology();
        Plant plant = plan.plant();
        domain = device.open(
                plant == null ? topology.configuration() : QueueForm.opened(topology.configuration(), plant));
        crew = new Crew(domain::close);
        senders = IntStream.range(0, plan.ports() + plan.producers())
                .mapToObj(Sender::new)
                .toArray(Sender[]::new);
        checks = new Checks(topology, plan.producers(), plan.entriesOf(0), senders.length);
        producersLeft = new AtomicInteger(plan.producers());
        Path path = topology.path(0);
        planted = new LingeringBody(Body.NONE, path, plan.spoiltStage(path), crew::hasFailed);
    }

    /** Runs to the end and returns what was seen. */
    RunReport run() throws InterruptedException {
        try (domain) {
            domain.start();
            for (int port = 0; port < plan.ports(); port++) {
                workers.add(worker(port));
            }
            long begin = System.nanoTime();
            for (int producer = 0; producer < plan.producers(); producer++) {
                start(producer);
            }
            for (int port = 0; port < plan.ports(); port++) {
                crew.start("evtest worker " + port, workers.get(port)::run);
            }
            crew.join(
                    new StallWatch(this::delivered, () -> domain.report().toText(), ticker, StallWatch.PATIENCE_NANOS));
            crew.requireSuccess();
            long end = workers.stream().mapToLong(StageWorker::lastNanos).max().orElse(begin);
            return verified(end - begin);
        }
    }

    private void start(int producer) {
        Sender sender = senders[plan.ports() + producer];
        Producer bringer = new Producer(producer, plan, topology, checks, domain.ingress(), sender, crew::hasFailed);
        crew.start("evtest producer " + producer, () -> {
            bringer.run();
            producersLeft.decrementAndGet();
        });
    }

    private StageWorker worker(int id) {
        Port port = domain.port(id);
        return new StageWorker(port, source(port), plan, checks, senders[id], body(id), this::isOver);
    }

    private Dequeue source(Port port) {
        Plant plant = plan.plant();
        if (plant == null) {
            return port::dequeue;
        }
        return plant.spoilsQueues()
                ? new NumberedDequeue(port, plantedPlaces, plan.burst())
                : new PlantedDequeue(port, plant, plan.entriesOf(0) / 2, plan.burst());
    }

    private Body body(int id) {
        Plant plant = plan.plant();
        if (plant != null && plant.spoilsQueues()) {
            return planted;
        }
        return plan.test().hasWork() ? new SkewedBody(plan.seed() + id) : Body.NONE;
    }

    private boolean isOver() {
        return crew.hasFailed() || (producersLeft.get() == 0 && domain.isIdle());
    }

    private long count(Promise promise) {
        return Arrays.stream(senders)
                .mapToLong(sender -> sender.checked(promise))
                .sum();
    }

    private long delivered() {
        return IntStream.range(0, plan.ports())
                .mapToLong(port -> domain.counter(port, PortCounter.DELIVERED))
                .sum();
    }

    private RunReport verified(long nanos) throws InterruptedException {
        for (int producer = 0; producer < plan.producers(); producer++) {
            checks.requireAllEnded(producer, plan.entriesOf(producer));
        }
        RunReport report = report(nanos);
        CreditProbe credits = new CreditProbe(domain);
        credits.requireAll();
        if (!domain.stop((header, payload) -> {}, STOP_NANOS)) {
            throw new BrokenPromise(Promise.END, "a domain that does not stop");
        }
        credits.requireIdle("after the stop");
        return report;
    }

    private RunReport report(long nanos) {
        long[] domainCounters = new long[DomainCounter.values().length];
        for (DomainCounter counter : DomainCounter.values()) {
            domainCounters[counter.ordinal()] = domain.counter(counter);
        }
        List<RunReport.PortFigures> ports = IntStream.range(0, plan.ports())
                .mapToObj(port -> new RunReport.PortFigures(
                        domain.counter(port, PortCounter.DELIVERED), domain.counter(port, PortCounter.PARKED)))
                .toList();
        long[] checked = Arrays.stream(Promise.values()).mapToLong(this::count).toArray();
        return new RunReport(plan, nanos, domainCounters, ports, checked, latency());
    }

    private @Nullable Histogram latency() {
        if (!plan.latency()) {
            return null;
        }
        Histogram all = new Histogram(3);
        for (StageWorker worker : workers) {
            all.add(worker.latency());
        }
        return all;
    }
}

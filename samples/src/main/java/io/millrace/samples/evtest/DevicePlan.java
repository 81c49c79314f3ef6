package io.millrace.samples.evtest;

import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import io.millrace.core.WaitProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What a round of a soak on a device is to be: every choice comes from the seed. */
final class DevicePlan {
    private static final int MOST_CREDITS = 4096;
    private static final int MOST_FLOWS = 10_000;
    private static final int MOST_QUEUES = 6;
    private static final int MOST_STEPS = 8;
    private static final int MOST_ENTRIES = 60_000;
    /** Checks keep a few longs for each pair. */
    private static final int MOST_PAIRS = 200_000;

    private static final int DEQUEUE_DEPTH = 128;
    private static final int MOST_HELD = 40;
    private static final int MOST_AWAITED = 4;
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    final SplittableRandom random;
    final Topology topology;
    final int ports;
    final int producers;
    final int finishers;
    final int entriesEach;
    final long nanos;

    /** When the end begins if it comes in the middle. */
    final long endNanos;

    final Ending ending;
    final Jitter.Mood mood;

    /** Whether ports wait without a limit, so that a wake-up that is lost is found. */
    final boolean patient;

    final boolean holdsBack;
    final boolean leaves;
    final boolean drops;
    final boolean hasChildren;
    final boolean hasFragments;
    final boolean flushes;
    final boolean interrupts;
    final boolean relinks;
    final boolean gauges;

    /** How a round ends. */
    enum Ending {
        /** When all entries have ended. */
        IDLE,
        /** The same after a drain in the middle. */
        DRAIN,
        /** By a stop in the middle. */
        STOP,
        /** By a close in the middle. */
        CLOSE
    }

    DevicePlan(long seed) {
        random = new SplittableRandom(seed);
        int credits = logarithmic(1, MOST_CREDITS);
        int mostPorts = switch (random.nextInt(10)) {
            case 0 -> 16;
            case 1 -> random.nextInt(4) == 0 ? 64 : 16;
            default -> 1 + random.nextInt(8);
        };
        producers = 1 + random.nextInt(4);
        finishers = random.nextInt(3);
        hasChildren = random.nextInt(3) == 0;
        int flows = logarithmic(1, Math.min(MOST_FLOWS, MOST_PAIRS / (mostPorts + finishers + producers + 1)));
        topology = topology(credits, flows, mostPorts);
        ports = topology.configuration().ports().size();
        entriesEach = logarithmic(200, MOST_ENTRIES) / producers + 1;
        nanos = random.nextLong(SHORTEST_NANOS, LONGEST_NANOS);
        endNanos = random.nextLong(nanos);
        ending = switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> Ending.IDLE;
            case 4, 5 -> Ending.DRAIN;
            case 6, 7, 8 -> Ending.STOP;
            default -> Ending.CLOSE;
        };
        Jitter.Mood[] moods = Jitter.Mood.values();
        mood = moods[random.nextInt(moods.length)];
        // A port that is woken for several only relies on its time-out for the last ones.
        patient = random.nextInt(3) != 0
                && topology.configuration().ports().stream().allMatch(port -> port.wakeThreshold() == 1);
        holdsBack = random.nextInt(3) == 0;
        leaves = random.nextInt(3) == 0;
        drops = random.nextInt(3) == 0;
        flushes = random.nextInt(3) == 0;
        interrupts = random.nextInt(3) == 0;
        relinks = random.nextInt(3) == 0;
        hasFragments = hasChildren && random.nextBoolean();
        // A close tells nobody what it takes out, and a fragment may still come in with a credit that it has freed.
        gauges = random.nextBoolean() && ending != Ending.CLOSE;
    }

    /** The number of producers, the ports among them if they bring entries. */
    int allProducers() {
        return producers + (hasChildren ? ports : 0);
    }

    /** Ports, finishers, producers, and whoever flushes. */
    int senders() {
        return ports + finishers + producers + 1;
    }

    private int logarithmic(int least, int most) {
        double exponent = random.nextDouble() * Math.log((double) (most + 1) / least);
        return Math.min(most, (int) (least * Math.exp(exponent)));
    }

    private Topology topology(int credits, int flows, int mostPorts) {
        int queues = 1 + random.nextInt(MOST_QUEUES);
        DomainConfiguration.Builder domain = DomainConfiguration.credits(credits);
        List<QueueConfiguration> configured = new ArrayList<>();
        for (int queue = 0; queue < queues; queue++) {
            QueueConfiguration configuration = queue(queue, credits, flows);
            configured.add(configuration);
            domain.queue(configuration);
        }
        for (List<LinkConfiguration> links : links(configured, mostPorts)) {
            boolean directed =
                    links.stream().allMatch(link -> configured.get(link.queue()).type() == SchedulingType.DIRECTED);
            PortConfiguration port = port(links, credits);
            domain.port(
                    directed && random.nextBoolean()
                            ? port.withWakeThreshold(1 + random.nextInt(Math.min(credits, MOST_AWAITED)))
                            : port);
        }
        List<Path> paths = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            paths.add(path(configured));
        }
        return new Topology(domain.build(), flows, paths, random.nextInt(3) == 0, random.nextInt(4) == 0);
    }

    private QueueConfiguration queue(int id, int credits, int flows) {
        SchedulingType[] types = SchedulingType.values();
        SchedulingType type = types[random.nextInt(types.length)];
        int limit = random.nextInt(3) == 0 ? 1 + random.nextInt(flows) : flows;
        QueueConfiguration queue = switch (type) {
            case UNORDERED -> QueueConfiguration.unordered("unordered-" + id);
            case DIRECTED -> QueueConfiguration.directed("directed-" + id);
            case ATOMIC -> QueueConfiguration.atomic("atomic-" + id, limit);
            case ORDERED ->
                QueueConfiguration.ordered("ordered-" + id, limit, logarithmic(1, Math.max(1, credits / 2)));
        };
        if (random.nextInt(4) == 0) {
            queue = queue.withExecutionCredits(1 + random.nextInt(Math.min(credits, 2 * MOST_STEPS)));
        }
        return random.nextBoolean() ? queue.withDeliveryDepth(1 + random.nextInt(20)) : queue;
    }

    /** The links of the ports that have some: every queue has one, a directed queue exactly one. */
    private List<List<LinkConfiguration>> links(List<QueueConfiguration> queues, int ports) {
        List<List<LinkConfiguration>> links = new ArrayList<>();
        IntStream.range(0, ports).forEach(port -> links.add(new ArrayList<>()));
        for (int queue = 0; queue < queues.size(); queue++) {
            boolean directed = queues.get(queue).type() == SchedulingType.DIRECTED;
            int always = random.nextInt(ports);
            boolean sparse = random.nextInt(3) == 0;
            for (int port = 0; port < ports; port++) {
                if (port == always || (!directed && !(sparse && random.nextBoolean()))) {
                    links.get(port).add(link(queue));
                }
            }
        }
        links.removeIf(List::isEmpty);
        return links;
    }

    private LinkConfiguration link(int queue) {
        return random.nextInt(3) == 0
                ? new LinkConfiguration(queue, random.nextInt(EntryPriority.LEVELS))
                : LinkConfiguration.to(queue);
    }

    private PortConfiguration port(List<LinkConfiguration> links, int credits) {
        PortConfiguration port = PortConfiguration.linked(links)
                .withWaitProfile(WaitProfile.values()[random.nextInt(WaitProfile.values().length)]);
        if (random.nextBoolean()) {
            port = port.withClaimDepth(logarithmic(1, DEQUEUE_DEPTH));
        }
        if (random.nextInt(3) == 0) {
            port = port.withNewEntryThreshold(1 + random.nextInt(credits));
        }
        if (random.nextInt(4) == 0) {
            port = port.withHoldLimit(1 + random.nextInt(Math.min(credits, MOST_HELD)));
        }
        return random.nextBoolean() ? port : port.withExplicitRelease();
    }

    private Path path(List<QueueConfiguration> queues) {
        int length = 1 + random.nextInt(MOST_STEPS);
        return new Path(random.ints(length, 0, queues.size())
                .mapToObj(queue -> new Path.Step(queue, queues.get(queue).type()))
                .toList());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        DomainConfiguration domain = topology.configuration();
        text.append(String.format(
                Locale.ROOT,
                "device: credits=%d, flows=%d, producers=%d, entriesEach=%d, finishers=%d, ending=%s, mood=%s",
                domain.creditLimit(),
                topology.flows(),
                producers,
                entriesEach,
                finishers,
                ending,
                mood));
        text.append(String.format(
                ", patient=%b, holdsBack=%b, leaves=%b, drops=%b, hasChildren=%b, hasFragments=%b, flushes=%b, interrupts=%b, relinks=%b, gauges=%b",
                patient, holdsBack, leaves, drops, hasChildren, hasFragments, flushes, interrupts, relinks, gauges));
        text.append(String.format(", prioritised=%b, hotFlow=%b%n", topology.prioritised(), topology.hotFlow()));
        domain.queues().forEach(queue -> text.append(queue).append(System.lineSeparator()));
        domain.ports().forEach(port -> text.append(port).append(System.lineSeparator()));
        topology.paths().forEach(path -> text.append(path).append(System.lineSeparator()));
        return text.toString();
    }
}

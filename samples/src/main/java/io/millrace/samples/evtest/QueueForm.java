package io.millrace.samples.evtest;

import io.millrace.core.DomainConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.List;
import java.util.stream.IntStream;

/** The form of a test in which every stage has a queue of its own. Every worker serves every stage. */
final class QueueForm {
    private final RunPlan plan;

    QueueForm(RunPlan plan) {
        this.plan = plan;
    }

    /** What the checks believe in. */
    Topology topology() {
        Path path = new Path(IntStream.range(0, plan.stages().size())
                .mapToObj(stage -> new Path.Step(stage, plan.stages().get(stage)))
                .toList());
        return new Topology(configuration(), plan.flows(), List.of(path), false, false);
    }

    private DomainConfiguration configuration() {
        DomainConfiguration.Builder domain = DomainConfiguration.credits(plan.credits());
        for (int stage = 0; stage < plan.stages().size(); stage++) {
            domain.queue(queue(plan.stages().get(stage), "stage-" + stage));
        }
        int last = plan.stages().size() - 1;
        domain.ports(plan.workers(), port(0, plan.hasConsumer() ? last : last + 1));
        if (plan.hasConsumer()) {
            domain.port(port(last, last + 1));
        }
        return domain.build();
    }

    private QueueConfiguration queue(SchedulingType type, String name) {
        return switch (type) {
            case ATOMIC -> QueueConfiguration.atomic(name, plan.flows());
            case ORDERED -> QueueConfiguration.ordered(name, plan.flows(), Math.max(1, plan.credits() / 2));
            case UNORDERED -> QueueConfiguration.unordered(name);
            case DIRECTED -> QueueConfiguration.directed(name);
        };
    }

    private static PortConfiguration port(int firstQueue, int endQueue) {
        return PortConfiguration.linkedTo(IntStream.range(firstQueue, endQueue).toArray())
                .withExplicitRelease();
    }

    /** What the device is opened with: the same, or what a planted fault makes of it. */
    static DomainConfiguration opened(DomainConfiguration believed, Plant plant) {
        return new DomainConfiguration(
                believed.creditLimit(),
                believed.queues().stream().map(plant::applyTo).toList(),
                believed.ports(),
                believed.clock());
    }
}

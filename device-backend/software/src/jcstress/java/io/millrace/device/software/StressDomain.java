package io.millrace.device.software;

import io.millrace.core.Burst;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.DevicePort;
import java.util.concurrent.TimeUnit;

/** A small domain of one queue, with two ports that set aside one entry each. */
final class StressDomain {

    /** Longer than anything takes that is not lost. */
    static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

    static final long HEADER = EntryHeader.of(0, 0);

    private static final long LATE_NANOS = LONG_NANOS / 2;

    final DeviceDomain domain;
    final Burst[] bursts = {new Burst(1), new Burst(1)};

    private StressDomain(int credits, QueueConfiguration queue) {
        this(credits, queue, PortConfiguration.linkedTo(0).withClaimDepth(2).withExplicitRelease());
    }

    private StressDomain(int credits, QueueConfiguration queue, PortConfiguration port) {
        domain = (DeviceDomain) new SoftwareDevice()
                .open(DomainConfiguration.credits(credits)
                        .queue(queue)
                        .ports(2, port)
                        .build());
        domain.start();
    }

    static StressDomain unordered(int credits) {
        return new StressDomain(credits, QueueConfiguration.unordered("unordered"));
    }

    /** An unordered queue, and ports that come back as soon as they hold nothing. */
    static StressDomain ofPromptPorts(int credits) {
        return new StressDomain(
                credits,
                QueueConfiguration.unordered("unordered"),
                PortConfiguration.linkedTo(0)
                        .withClaimDepth(2)
                        .withExplicitRelease()
                        .withPromptReturn());
    }

    static StressDomain atomic(int credits) {
        return new StressDomain(credits, QueueConfiguration.atomic("atomic", 1));
    }

    /** A domain of which one entry is worked on at a time. */
    static StressDomain oneAtATime(int credits) {
        return new StressDomain(
                credits, QueueConfiguration.unordered("unordered").withExecutionCredits(1));
    }

    boolean enqueue() {
        return domain.ingress().enqueue(HEADER, this).accepted();
    }

    DevicePort port(int id) {
        return domain.port(id);
    }

    /** Looks once. Returns how many were delivered. */
    int dequeue(int port) {
        return port(port).dequeue(bursts[port], 0);
    }

    /** Waits for long. Returns whether something woke the port before. */
    boolean sleeps(int port) {
        long begin = System.nanoTime();
        port(port).dequeue(bursts[port], LONG_NANOS);
        return System.nanoTime() - begin < LATE_NANOS;
    }

    void release(int port) {
        port(port).release(bursts[port].entry(0));
    }

    void forward(int port) {
        port(port).forward(bursts[port].entry(0), HEADER, this);
    }

    int flush() {
        return domain.flush(0, (header, payload) -> {});
    }
}

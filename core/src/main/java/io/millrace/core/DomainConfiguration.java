package io.millrace.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * The whole configuration of a domain, applied at once or not at all.
 *
 * @param creditLimit how many entries may be in flight; exactly so many are accepted
 * @param queues the queues; their places in the list are their numbers
 * @param ports the ports; their places in the list are their numbers
 * @param clock the nanosecond clock by which the domain measures time-outs and turns
 */
public record DomainConfiguration(
        int creditLimit, List<QueueConfiguration> queues, List<PortConfiguration> ports, LongSupplier clock) {

    /** Copies the lists. */
    public DomainConfiguration {
        queues = List.copyOf(queues);
        ports = List.copyOf(ports);
        Objects.requireNonNull(clock, "clock");
    }

    /** Returns a builder with the given credit limit. */
    public static Builder credits(int creditLimit) {
        return new Builder(creditLimit);
    }

    /** Collects queues and ports in the order of their numbers. */
    public static final class Builder {

        private final int creditLimit;
        private final List<QueueConfiguration> queues = new ArrayList<>();
        private final List<PortConfiguration> ports = new ArrayList<>();
        private LongSupplier clock = Surroundings::nanoTime;

        private Builder(int creditLimit) {
            this.creditLimit = creditLimit;
        }

        /** Adds the next queue. */
        public Builder queue(QueueConfiguration queue) {
            queues.add(Objects.requireNonNull(queue, "queue"));
            return this;
        }

        /** Adds the next port. */
        public Builder port(PortConfiguration port) {
            ports.add(Objects.requireNonNull(port, "port"));
            return this;
        }

        /** Adds the next {@code count} ports, all alike. */
        public Builder ports(int count, PortConfiguration port) {
            for (int i = 0; i < count; i++) {
                port(port);
            }
            return this;
        }

        /** Sets the clock. */
        public Builder clock(LongSupplier nanoClock) {
            clock = Objects.requireNonNull(nanoClock, "nanoClock");
            return this;
        }

        /** Returns the configuration. The device checks it when it is opened. */
        public DomainConfiguration build() {
            return new DomainConfiguration(creditLimit, queues, ports, clock);
        }
    }
}

package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.ConfigurationException;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.EntryHeader;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Credits are conserved whatever the order of calls: the domain is held against a plain model after every one. */
public abstract class CreditPropertyContract extends DeviceContract {

    private static final int PORTS = 2;
    private static final int FLOWS = 3;

    @Property(tries = 150)
    void shouldConserveCreditsOverAnySequenceOfCalls(
            @ForAll @IntRange(min = 2, max = 12) int limit,
            @ForAll SchedulingType type,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 9999) Integer> calls) {
        if (!device().capabilities().contains(DeviceCapability.valueOf(type.name()))) {
            return;
        }
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(limit)
                .queue(queue(type, FLOWS, limit / 2))
                .queue(queue(SchedulingType.UNORDERED, 1, 0))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            new Run(domain, new CreditModel(limit, type == SchedulingType.ORDERED), type, limit / 2).go(calls);
        }
    }

    private final class Run {

        private final DomainUnderTest domain;
        private final CreditModel model;
        private final SchedulingType type;
        private final int window;
        private int next;
        private int handedOver;

        Run(DomainUnderTest domain, CreditModel model, SchedulingType type, int window) {
            this.domain = domain;
            this.model = model;
            this.type = type;
            this.window = window;
        }

        void go(List<Integer> calls) {
            for (int call : calls) {
                step(call % 11, call / 11);
                compare();
            }
            finishAll();
        }

        private void compare() {
            domain.assertInFlight(model.inFlight());
            assertEquals(model.inFlight(), domain.domain().counter(DomainCounter.IN_FLIGHT));
            assertEquals(model.accepted(), domain.domain().counter(DomainCounter.NEW_ACCEPTED));
            assertEquals(model.returned(), domain.domain().counter(DomainCounter.RELEASED));
        }

        private void step(int call, int choice) {
            switch (call) {
                case 0, 1 -> enter(choice % 2, choice % FLOWS, choice % 5);
                case 2, 3 -> domain.takeSome(choice % PORTS, 1 + choice % 4, 0).forEach(model::deliver);
                case 4 ->
                    pick(model.held, choice).forEach(entry -> {
                        entry.forwardTo(choice % 2);
                        model.forward(entry, choice % 2, entry.flow());
                    });
                case 5 ->
                    pick(model.held, choice).forEach(entry -> {
                        entry.release();
                        model.release(entry);
                        assertThrows(IllegalStateException.class, entry::release);
                    });
                case 6 -> detachOrFinish(choice);
                case 7 -> flush(choice % 2);
                case 8 -> changeLink(choice % PORTS, choice / PORTS % 2);
                case 9 -> enterTooMany(choice % PORTS);
                default -> quiesce(choice % PORTS);
            }
        }

        private void enter(int queue, int flow, int way) {
            int number = next++;
            long header = EntryHeader.of(queue, flow);
            Refusal refusal = way < PORTS
                    ? domain.port(way).enqueue(header, number)
                    : domain.ingress().enqueue(header, number);
            if (model.window(queue, flow) >= window) {
                assertFalse(refusal.accepted(), "accepted into a full window");
                assertTrue(refusal == Refusal.REORDER_WINDOW || !model.hasCredit(), "refused for " + refusal);
            } else {
                assertEquals(model.hasCredit() ? Refusal.NONE : Refusal.NO_CREDIT, refusal);
            }
            if (refusal.accepted()) {
                model.accept(number, queue, flow);
            }
        }

        private void detachOrFinish(int choice) {
            if (!device().capabilities().contains(DeviceCapability.DETACH)) {
                return;
            }
            if (choice % 2 == 0) {
                pick(model.held, choice).forEach(entry -> model.detach(entry.detach()));
            } else if (choice % 3 == 0) {
                pick(model.detached, choice).forEach(entry -> {
                    domain.ingress().forward(entry.entry(), EntryHeader.of(1, 0), entry.payload());
                    model.forward(entry, 1, 0);
                });
            } else {
                pick(model.detached, choice).forEach(this::releaseDetached);
            }
        }

        private void releaseDetached(Delivered entry) {
            domain.ingress().release(entry.entry());
            model.release(entry);
        }

        private void flush(int queue) {
            int[] calls = new int[1];
            int taken = domain.domain().flush(queue, (header, payload) -> {
                calls[0]++;
                assertEquals(queue, EntryHeader.queue(header));
                model.flush(payload instanceof Integer number ? number : -1, queue, EntryHeader.flow(header));
            });
            assertEquals(taken, calls[0], "the count that flush returns is that of its callbacks");
        }

        /** Takes a link away, or brings it back unless that is one too many for a directed queue. */
        private void changeLink(int port, int queue) {
            if (!device().capabilities().contains(DeviceCapability.RUNTIME_LINKS)) {
                return;
            }
            if (domain.port(port).unlink(queue)) {
                return;
            }
            if (type == SchedulingType.DIRECTED && queue == 0 && isLinked(1 - port)) {
                assertThrows(
                        ConfigurationException.class, () -> domain.port(port).link(LinkConfiguration.to(queue)));
            } else {
                domain.port(port).link(LinkConfiguration.to(queue));
            }
        }

        private boolean isLinked(int port) {
            return domain.port(port).links().stream().anyMatch(link -> link.queue() == 0);
        }

        /** A burst that is larger than the credits there are: just as many are taken. */
        private void enterTooMany(int port) {
            int free = model.limit() - model.inFlight();
            Burst burst = new Burst(free + 3);
            int firstNumber = next;
            while (burst.count() < burst.capacity()) {
                burst.add(EntryHeader.of(1, 0), next++);
            }
            assertEquals(free, domain.port(port).enqueue(burst));
            assertEquals(Refusal.NO_CREDIT, burst.refusal());
            for (int i = 0; i < free; i++) {
                model.accept(firstNumber + i, 1, 0);
            }
        }

        private void quiesce(int port) {
            int count = domain.port(port).quiesce((header, payload) -> {
                int number = payload instanceof Integer sent ? sent : -1;
                model.release(model.held.stream()
                        .filter(entry -> entry.number() == number)
                        .findAny()
                        .orElseThrow(() -> new AssertionError("was not held: number=" + number)));
                handedOver++;
            });
            assertEquals(count, handedOver, "the count that quiesce returns is that of its callbacks");
            handedOver = 0;
            assertTrue(model.held.stream().noneMatch(entry -> entry.port().id() == port), "still held");
        }

        private void finishAll() {
            if (device().capabilities().contains(DeviceCapability.RUNTIME_LINKS)) {
                for (int queue = 0; queue < 2; queue++) {
                    domain.port(1).unlink(queue);
                    domain.port(0).link(LinkConfiguration.to(queue));
                }
            }
            List.copyOf(model.detached).forEach(this::releaseDetached);
            int rounds = 0;
            while (model.inFlight() > 0) {
                for (Delivered entry : List.copyOf(model.held)) {
                    entry.release();
                    model.release(entry);
                }
                for (int port = 0; port < PORTS; port++) {
                    domain.takeSome(port, 4, 0).forEach(model::deliver);
                }
                compare();
                assertTrue(rounds++ < 1000, () -> "what is queued does not come: queued=" + model.queued);
            }
        }

        private List<Delivered> pick(List<Delivered> entries, int choice) {
            return entries.isEmpty() ? List.of() : List.of(entries.get(choice % entries.size()));
        }
    }
}

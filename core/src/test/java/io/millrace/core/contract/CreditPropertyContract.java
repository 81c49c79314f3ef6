package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.EntryHeader;
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

    @Property(tries = 150)
    void shouldConserveCreditsOverAnySequenceOfCalls(
            @ForAll @IntRange(min = 2, max = 12) int limit,
            @ForAll SchedulingType type,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 9999) Integer> calls) {
        if (!device().capabilities().contains(DeviceCapability.valueOf(type.name()))) {
            return;
        }
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(limit)
                .queue(queue(type, 3, limit / 2))
                .queue(queue(SchedulingType.UNORDERED, 1, 0))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            CreditModel model = new CreditModel(limit);
            for (int call : calls) {
                step(domain, model, call % 8, call / 8);
                domain.assertInFlight(model.inFlight());
                assertEquals(model.inFlight(), domain.domain().counter(DomainCounter.IN_FLIGHT));
                assertEquals(model.accepted(), domain.domain().counter(DomainCounter.NEW_ACCEPTED));
                assertEquals(model.released(), domain.domain().counter(DomainCounter.RELEASED));
            }
            finishAll(domain, model);
        }
    }

    private void step(DomainUnderTest domain, CreditModel model, int call, int number) {
        switch (call) {
            case 0, 1 -> enter(domain, model, EntryHeader.of(number % 2, number % 3), number);
            case 2, 3 -> domain.takeSome(number % PORTS, 1 + number % 4, 0).forEach(model::deliver);
            case 4 ->
                pick(model.held, number).forEach(entry -> {
                    entry.forwardTo(number % 2);
                    model.forward(entry);
                });
            case 5 ->
                pick(model.held, number).forEach(entry -> {
                    entry.release();
                    model.release(entry);
                    assertThrows(IllegalStateException.class, entry::release);
                });
            case 6 -> detachOrFinish(domain, model, number);
            default -> {
                int before = model.released();
                int taken = domain.domain().flush(number % 2, (header, payload) -> model.flush(numberOf(payload)));
                assertEquals(taken, model.released() - before, "the count that flush returns is that of its callbacks");
            }
        }
    }

    private static void enter(DomainUnderTest domain, CreditModel model, long header, int number) {
        Refusal refusal = number % 5 == 0
                ? domain.port(number % PORTS).enqueue(header, number)
                : domain.ingress().enqueue(header, number);
        if (model.hasCredit() && refusal != Refusal.REORDER_WINDOW) {
            assertEquals(Refusal.NONE, refusal);
            model.accept(number);
        } else if (!model.hasCredit()) {
            assertEquals(false, refusal.accepted(), "accepted beyond the limit");
        }
    }

    private void detachOrFinish(DomainUnderTest domain, CreditModel model, int number) {
        if (!device().capabilities().contains(DeviceCapability.DETACH)) {
            return;
        }
        if (number % 2 == 0) {
            pick(model.held, number).forEach(entry -> model.detach(entry.detach()));
        } else if (number % 3 == 0) {
            pick(model.detached, number).forEach(entry -> {
                domain.ingress().forward(entry.entry(), EntryHeader.of(1, 0), entry.payload());
                model.forward(entry);
            });
        } else {
            pick(model.detached, number).forEach(entry -> {
                domain.ingress().release(entry.entry());
                model.release(entry);
            });
        }
    }

    private static List<Delivered> pick(List<Delivered> entries, int number) {
        return entries.isEmpty() ? List.of() : List.of(entries.get(number % entries.size()));
    }

    private static int numberOf(Object payload) {
        return payload instanceof Integer number ? number : -1;
    }

    private static void finishAll(DomainUnderTest domain, CreditModel model) {
        List.copyOf(model.detached).forEach(entry -> {
            domain.ingress().release(entry.entry());
            model.release(entry);
        });
        while (model.inFlight() > 0) {
            List.copyOf(model.held).forEach(entry -> {
                entry.release();
                model.release(entry);
            });
            int before = model.queued.size();
            for (int port = 0; port < PORTS; port++) {
                domain.takeSome(port, 4, 0).forEach(model::deliver);
            }
            assertEquals(
                    true, model.queued.size() < before || before == 0, "queued entries are delivered: " + model.queued);
        }
        domain.assertInFlight(0);
    }
}

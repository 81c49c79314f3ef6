package io.millrace.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A domain in the hands of a {@link DeviceSelfTest}: no step of it waits for long, and what is not as expected is an exception with a sentence. */
final class SelfTestDomain implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final SchedulingDomain domain;
    private final List<Taken> held = new ArrayList<>();

    SelfTestDomain(Device device, DomainConfiguration.Builder configuration) {
        domain = device.open(configuration.build());
        domain.start();
    }

    static void expect(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException(what + ": expected=" + expected + ", found=" + found);
        }
    }

    static void expectRefused(String what, Class<? extends RuntimeException> expected, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException refused) {
            expect(what, expected, refused.getClass());
            return;
        }
        expect(what, expected, "nothing");
    }

    SchedulingDomain domain() {
        return domain;
    }

    Port port(int id) {
        return domain.port(id);
    }

    /** Hands in the numbers from 0 to {@code count - 1}. */
    void accept(int queue, int flow, int count) {
        for (int i = 0; i < count; i++) {
            accept(EntryHeader.of(queue, flow), i);
        }
    }

    void accept(long header, Object payload) {
        expect(
                "a NEW entry for which there is a credit",
                Refusal.NONE,
                domain.ingress().enqueue(header, payload));
    }

    /** Takes what one dequeue of a port gives, up to {@code most}. */
    List<Taken> take(int port, int most) {
        List<Taken> entries = new ArrayList<>();
        Burst burst = new Burst(most);
        int count = port(port).dequeue(burst, PATIENCE_NANOS);
        for (int i = 0; i < count; i++) {
            entries.add(new Taken(port(port), burst.entry(i), burst.header(i), burst.payload(i)));
        }
        held.addAll(entries);
        return entries;
    }

    /** Takes the one entry that is there. */
    Taken takeOne(int port) {
        List<Taken> entries = take(port, 1);
        expect("entries of a dequeue when there is one", 1, entries.size());
        return entries.get(0);
    }

    /** Takes entries one by one, up to {@code most}, ends them and returns the payloads. */
    List<@Nullable Object> payloads(int port, int most) {
        List<@Nullable Object> payloads = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            for (Taken entry : take(port, 1)) {
                payloads.add(entry.payload());
                entry.release();
            }
        }
        return payloads;
    }

    /** Ends what was taken and not finished, and checks that all credits come back. */
    @Override
    public void close() {
        try {
            for (Taken entry : held) {
                entry.releaseIfHeld();
            }
            domain.stop((header, payload) -> {}, PATIENCE_NANOS);
            expect("entries in flight when all were finished", 0, domain.inFlight());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the self test", interrupted);
        } finally {
            domain.close();
        }
    }

    /** An entry that was taken. */
    record Taken(
            Port port, long entry, long header, @Nullable Object payload) {

        void release() {
            port.release(entry);
        }

        void forwardTo(int queue) {
            port.forward(entry, EntryHeader.of(queue, EntryHeader.flow(header)), Objects.requireNonNull(payload));
        }

        void releaseIfHeld() {
            try {
                release();
            } catch (IllegalStateException finishedBefore) {
                // As most are.
            }
        }
    }
}

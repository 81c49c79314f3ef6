package io.millrace.device.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Small cases of what the software device must keep between any two steps of its threads. Each is run in a simulation, and fails by throwing. */
enum Protocols {

    /** Two who take credits of which there is one, and give it back: never two at a time, and it is never lost. */
    CREDITS {
        @Override
        void run(Device device) throws Exception {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(1)
                    .queue(QueueConfiguration.unordered("work"))
                    .ports(2, worker(0));
            try (Case that = new Case(device, configuration)) {
                int[] held = new int[1];
                for (int i = 0; i < 2; i++) {
                    int id = i;
                    that.start("worker " + i, () -> {
                        that.insist(0, 0, "entry of " + id);
                        that.takeOne(id, (port, entry, payload) -> {
                            assertEquals(1, ++held[0], "entries held, of one credit");
                            held[0]--;
                            port.release(entry);
                        });
                    });
                }
                that.join();
            }
        }
    },

    /** Who waits for an entry is woken by who brings it, however the two meet. */
    WAKE_UP {
        @Override
        void run(Device device) throws Exception {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(4)
                    .queue(QueueConfiguration.unordered("work"))
                    .ports(2, worker(0));
            try (Case that = new Case(device, configuration)) {
                that.start("sleeper", () -> that.takeOne(0, (port, entry, payload) -> port.release(entry)));
                that.start("other sleeper", () -> that.takeOne(1, (port, entry, payload) -> port.release(entry)));
                that.insist(0, 0, "first");
                that.insist(0, 0, "second");
                that.join();
            }
        }
    },

    /** Entries of one flow are held by one worker at a time, and in their order. */
    FLOW {
        @Override
        void run(Device device) throws Exception {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(4)
                    .queue(QueueConfiguration.atomic("flows", 2))
                    .ports(2, worker(0));
            try (Case that = new Case(device, configuration)) {
                int[] held = new int[1];
                List<Object> order = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    int id = i;
                    that.start(
                            "worker " + i,
                            () -> that.takeUntil(id, () -> order.size() == 3, (port, entry, payload) -> {
                                assertEquals(1, ++held[0], "holders of one flow");
                                order.add(payload);
                                Simulation.pause();
                                held[0]--;
                                port.release(entry);
                            }));
                }
                for (int i = 0; i < 3; i++) {
                    that.insist(0, 0, i);
                }
                that.join();
                assertEquals(List.of(0, 1, 2), order);
            }
        }
    },

    /** What was done side by side goes on in order, whoever is done first, and nobody is left behind. */
    REORDER {
        @Override
        void run(Device device) throws Exception {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(8)
                    .queue(QueueConfiguration.ordered("ordered", 1, 4))
                    .queue(QueueConfiguration.directed("out"))
                    .ports(2, worker(0))
                    .port(worker(1));
            try (Case that = new Case(device, configuration)) {
                int[] forwarded = new int[1];
                for (int i = 0; i < 2; i++) {
                    int id = i;
                    that.start(
                            "worker " + i,
                            () -> that.takeUntil(id, () -> forwarded[0] == 3, (port, entry, payload) -> {
                                forwarded[0]++;
                                port.forward(entry, EntryHeader.of(1, 0), payload);
                            }));
                }
                for (int i = 0; i < 3; i++) {
                    that.insist(0, 0, i);
                }
                List<Object> order = new ArrayList<>();
                that.takeUntil(2, () -> order.size() == 3, (port, entry, payload) -> {
                    order.add(payload);
                    port.release(entry);
                });
                that.join();
                assertEquals(List.of(0, 1, 2), order);
            }
        }
    },

    /** What a worker has set aside and does not get to is taken back by another, once. */
    TAKE_BACK {
        @Override
        void run(Device device) throws Exception {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(4)
                    .queue(QueueConfiguration.unordered("work"))
                    .ports(2, worker(0).withClaimDepth(4));
            try (Case that = new Case(device, configuration)) {
                List<Object> taken = Collections.synchronizedList(new ArrayList<>());
                for (int i = 0; i < 4; i++) {
                    that.insist(0, 0, i);
                }
                for (int i = 0; i < 2; i++) {
                    int id = i;
                    that.start(
                            "worker " + i,
                            () -> that.takeUntil(id, () -> taken.size() == 4, (port, entry, payload) -> {
                                taken.add(payload);
                                port.release(entry);
                            }));
                }
                that.join();
                assertEquals(
                        IntStream.range(0, 4).boxed().toList(),
                        taken.stream().sorted().toList());
            }
        }
    },

    /** Each accepted entry is either delivered or flushed when a domain stops beside those who bring and take. */
    STOP {
        @Override
        void run(Device device) throws Exception {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(4)
                    .queue(QueueConfiguration.ordered("ordered", 1, 2))
                    .ports(1, worker(0));
            try (Case that = new Case(device, configuration)) {
                int[] counts = new int[3];
                that.start("producer", () -> {
                    for (int i = 0; i < 3; i++) {
                        counts[0] += that.domain
                                        .ingress()
                                        .enqueue(EntryHeader.of(0, 0), i)
                                        .accepted()
                                ? 1
                                : 0;
                    }
                });
                that.start("worker", () -> {
                    Burst burst = new Burst(1);
                    for (int i = 0; i < 2; i++) {
                        if (that.domain.port(0).dequeue(burst, 0) > 0) {
                            counts[1]++;
                            that.domain.port(0).release(burst.entry(0));
                        }
                    }
                });
                assertTrue(that.domain.stop((header, payload) -> counts[2]++, HOUR), "stops");
                that.join();
                assertEquals(counts[0], counts[1] + counts[2], "accepted, and delivered or flushed");
                assertEquals(0, that.domain.inFlight(), "in flight after the stop");
            }
        }
    },

    /** A port that has left a queue gets nothing of it, not even what another has set aside, and nothing stays behind. */
    LINKS {
        @Override
        void run(Device device) throws Exception {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(4)
                    .queue(QueueConfiguration.unordered("work"))
                    .ports(2, worker(0).withClaimDepth(4));
            try (Case that = new Case(device, configuration)) {
                List<Object> taken = Collections.synchronizedList(new ArrayList<>());
                for (int i = 0; i < 4; i++) {
                    that.insist(0, 0, i);
                }
                that.start(
                        "stays",
                        () -> that.takeUntil(0, () -> taken.size() == 4, (port, entry, payload) -> {
                            taken.add(payload);
                            port.release(entry);
                        }));
                that.start("leaves", () -> {
                    Burst burst = new Burst(1);
                    Port port = that.domain.port(1);
                    if (port.dequeue(burst, 0) > 0) {
                        taken.add(burst.payload(0));
                        port.release(burst.entry(0));
                    }
                    port.unlink(0);
                    port.quiesce((header, payload) -> {});
                    assertEquals(0, port.dequeue(burst, 0), "entries of a queue that the port has left");
                });
                that.join();
                assertEquals(
                        IntStream.range(0, 4).boxed().toList(),
                        taken.stream().sorted().toList());
            }
        }
    };

    static final long HOUR = TimeUnit.HOURS.toNanos(1);

    abstract void run(Device device) throws Exception;

    static PortConfiguration worker(int queue) {
        return PortConfiguration.linkedTo(queue).withExplicitRelease();
    }

    /** What is done with an entry. */
    @FunctionalInterface
    interface Work {
        void on(Port port, long entry, Object payload) throws Exception;
    }

    /** What a thread does. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    /** A domain and the threads at it. What does not happen within a second of virtual time does not happen. */
    static final class Case implements AutoCloseable {

        private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

        private final SchedulingDomain domain;
        private final List<Thread> threads = new ArrayList<>();
        private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

        Case(Device device, DomainConfiguration.Builder configuration) {
            domain = device.open(configuration.build());
            domain.start();
        }

        void start(String name, Body body) {
            Thread thread = new Thread(
                    () -> Surroundings.run(() -> {
                        try {
                            body.run();
                        } catch (Throwable failure) {
                            failures.add(failure);
                        }
                    }),
                    name);
            thread.setDaemon(true);
            threads.add(thread);
            Surroundings.start(thread);
        }

        void join() throws Exception {
            for (Thread thread : threads) {
                assertTrue(Surroundings.join(thread, HOUR), "ends: " + thread.getName());
            }
            if (!failures.isEmpty()) {
                throw new AssertionError("failed in a thread: " + failures.get(0), failures.get(0));
            }
        }

        void insist(int queue, int flow, Object payload) throws InterruptedException {
            while (domain.ingress().enqueue(EntryHeader.of(queue, flow), payload) == Refusal.NO_CREDIT) {
                assertTrue(domain.ingress().awaitCredit(PATIENCE), "a credit comes back to who waits for it");
            }
        }

        void takeOne(int port, Work work) throws Exception {
            Burst burst = new Burst(1);
            assertEquals(1, domain.port(port).dequeue(burst, PATIENCE), "an entry comes to who waits for it");
            work.on(domain.port(port), burst.entry(0), burst.payload(0));
        }

        void takeUntil(int port, BooleanSupplier isDone, Work work) throws Exception {
            Burst burst = new Burst(1);
            long begin = Surroundings.nanoTime();
            while (!isDone.getAsBoolean()) {
                if (domain.port(port).dequeue(burst, PATIENCE / 10) > 0) {
                    work.on(domain.port(port), burst.entry(0), burst.payload(0));
                } else {
                    assertTrue(Surroundings.nanoTime() - begin < PATIENCE, "all entries come");
                }
            }
        }

        /** Whatever it was about: every credit has come back. */
        @Override
        public void close() throws InterruptedException {
            if (failures.isEmpty()) {
                assertTrue(domain.stop((header, payload) -> {}, HOUR), "stops");
                assertEquals(0, domain.inFlight(), "credits that did not come back");
            }
            domain.close();
        }
    }
}

package io.millrace.device.eventdev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.DeviceSelfTest;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is asked of the shim in the wrong way, it answers, and a device that is open beside it goes on. */
class ShimFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final int[] ODD = {Integer.MIN_VALUE, -1, 0, 1, 15, 16, 63, 64, 255, 256, 65_535, Integer.MAX_VALUE};

    private final Random random = new Random(8);

    private int odd() {
        return ODD[random.nextInt(ODD.length)];
    }

    private long[] events() {
        long[] events = new long[random.nextInt(4)];
        for (int i = 0; i < events.length; i++) {
            events[i] = random.nextLong();
        }
        return events;
    }

    private int[] numbers() {
        int[] numbers = new int[random.nextInt(4)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = odd();
        }
        return numbers;
    }

    @Test
    void shouldAnswerWhateverItIsAsked() {
        Device device = Eventdevs.orSkip("event_sw");
        DomainConfiguration configuration = DomainConfiguration.credits(8)
                .queue(QueueConfiguration.unordered("work"))
                .port(PortConfiguration.linkedTo(0))
                .build();
        try (SchedulingDomain domain = device.open(configuration)) {
            domain.start();
            for (int round = 0; round < ROUNDS; round++) {
                // As many devices there can be; what names one of them and a port of it would be no mistake.
                int absent = 16 + random.nextInt(20);
                int none = random.nextBoolean() ? absent : -1 - random.nextInt(9);
                assertEquals(0, Shim.enqueue(none, odd(), events(), odd(), odd()));
                assertEquals(0, Shim.enqueue(0, 64 + random.nextInt(300), events(), 0, 1));
                assertEquals(0, Shim.enqueue(0, 0, events(), 4 + random.nextInt(9), odd()));
                assertEquals(0, Shim.dequeue(none, odd(), events(), odd()));
                assertEquals(0, Shim.dequeue(0, -1 - random.nextInt(99), events(), odd()));
                assertTrue(Shim.open(none, odd(), odd(), numbers(), numbers(), numbers()) < 0);
                assertTrue(Shim.describe(absent, new long[random.nextInt(3)]) < 0);
                assertTrue(Shim.find("none" + round % 7) < 0);
                Shim.schedule(none);
                assertEquals(null, Shim.close(none));
            }
            assertTrue(
                    domain.ingress().enqueue(EntryHeader.of(0, 0), "still here").accepted());
        }
        assertEquals(List.of(), DeviceSelfTest.failures(device));
    }
}

package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.capture.Packet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TotalOrderTest {
    private final List<Long> written = new ArrayList<>();

    @Test
    void shouldWriteInTheOrderOfTheInputWhateverTheOrderOfTheResults() throws IOException {
        TotalOrder order = new TotalOrder(64, Long.MAX_VALUE, result -> written.add(result.order()));
        List<Long> places = new ArrayList<>();
        for (long place = 0; place < 64; place++) {
            order.admit(place, 100);
            places.add(place);
        }
        Collections.shuffle(places, new Random(1));
        for (long place : places) {
            order.put(result(place));
        }
        assertOrdered(64);
    }

    @Test
    void shouldKeepTheOrderWhenManyThreadsBringResults() throws Exception {
        int count = 200_000;
        TotalOrder order = new TotalOrder(256, 50_000, result -> written.add(result.order()));
        LinkedBlockingQueue<Long> admitted = new LinkedBlockingQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> putters = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                putters.add(threads.submit(() -> {
                    for (long place = admitted.take(); place >= 0; place = admitted.take()) {
                        order.put(result(place));
                    }
                    return null;
                }));
            }
            for (long place = 0; place < count; place++) {
                order.admit(place, 100);
                admitted.add(place);
            }
            for (int thread = 0; thread < 3; thread++) {
                admitted.add(-1L);
            }
            for (Future<?> putter : putters) {
                putter.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
        }
        assertOrdered(count);
    }

    @Test
    void shouldHoldTheReaderBackUntilBytesAreWritten() throws Exception {
        TotalOrder order = new TotalOrder(64, 250, result -> written.add(result.order()));
        order.admit(0, 100);
        order.admit(1, 100);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<?> third = reader.submit(() -> {
                order.admit(2, 100);
                return null;
            });
            assertThrows(TimeoutException.class, () -> third.get(100, TimeUnit.MILLISECONDS));
            order.put(result(0));
            third.get(10, TimeUnit.SECONDS);
        } finally {
            reader.shutdownNow();
            assertTrue(reader.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldAdmitAPacketLargerThanTheLimitByItself() throws IOException {
        TotalOrder order = new TotalOrder(64, 10, result -> written.add(result.order()));
        order.admit(0, 100);
        order.put(result(0));
        order.admit(1, 100);
        assertEquals(1, order.written());
    }

    @Test
    void shouldTellTheReaderThatTheOutputCannotBeWritten() throws Exception {
        TotalOrder order = new TotalOrder(2, Long.MAX_VALUE, result -> {
            throw new IOException("disk full");
        });
        order.admit(0, 1);
        assertThrows(IOException.class, () -> order.put(result(0)));
        assertThrows(IOException.class, () -> order.admit(1, 1));
    }

    @Test
    void shouldEndTheWaitOfTheReaderWhenAResultWillNeverCome() throws Exception {
        TotalOrder order = new TotalOrder(2, Long.MAX_VALUE, result -> written.add(result.order()));
        order.admit(0, 1);
        order.admit(1, 1);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<?> third = reader.submit(() -> {
                order.admit(2, 1);
                return null;
            });
            order.fail(new IllegalStateException("a fault in a worker"));
            assertThrows(ExecutionException.class, () -> third.get(10, TimeUnit.SECONDS));
        } finally {
            reader.shutdownNow();
            assertTrue(reader.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    private void assertOrdered(int count) {
        assertEquals(count, written.size());
        for (int place = 0; place < count; place++) {
            assertEquals(place, written.get(place));
        }
    }

    private static PacketResult result(long order) {
        Packet packet = new Packet(order + 1, SampleCaptures.ETHERNET, 0, new byte[100]);
        return PacketResult.passed(order, packet, packet);
    }
}

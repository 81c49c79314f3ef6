package io.millrace.samples.esp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts the packets of all series back into the order of the input. Each series comes in its own order; the file needs
 * the order over all of them.
 *
 * <p>A ring indexed by the place in the input. One thread admits packets, in order, before it submits them, and waits
 * while the ring is full or too many bytes are in flight; so whoever puts a result never waits. The thread that puts
 * the result the output stands at writes the run behind it.
 */
final class TotalOrder {
    private static final int RING_LIMIT = 1 << 20;
    private static final long CHECK_NANOS = 50_000_000;

    private final AtomicReferenceArray<@Nullable PacketResult> ring;
    private final int mask;
    private final long byteLimit;
    private final PacketPipeline.Sink output;
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile long head;
    private volatile long releasedBytes;
    private volatile @Nullable Thread waiting;
    private volatile @Nullable Throwable failure;
    private long admittedBytes;

    /** Creates an order that keeps so many packets, rounded up to a power of two, and so many bytes. */
    TotalOrder(int capacity, long byteLimit, PacketPipeline.Sink output) {
        int size = Integer.highestOneBit(Math.min(RING_LIMIT, Math.max(2, capacity)) * 2 - 1);
        this.ring = new AtomicReferenceArray<>(size);
        this.mask = size - 1;
        this.byteLimit = byteLimit;
        this.output = output;
    }

    /** Waits for room for one more packet. One larger than the limit is admitted when nothing else is in flight. */
    void admit(long order, int bytes) throws IOException {
        if (!hasRoom(order, bytes)) {
            waiting = Thread.currentThread();
            while (!hasRoom(order, bytes)) {
                rethrow();
                // Bounded, so that a failure that nobody could announce is still seen.
                LockSupport.parkNanos(this, CHECK_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("expected room for a packet, found an interruption");
                }
            }
            waiting = null;
        }
        rethrow();
        admittedBytes += bytes;
    }

    /** Brings a result; its packet was admitted before. */
    void put(PacketResult result) throws IOException {
        ring.set((int) result.order() & mask, result);
        // Whoever fails to get the drain has set its result first, and the one that holds it looks again after letting
        // go.
        while (ring.get((int) head & mask) != null && draining.compareAndSet(false, true)) {
            try {
                drain();
            } catch (IOException | RuntimeException | Error broken) {
                fail(broken);
                throw broken;
            } finally {
                draining.set(false);
            }
        }
    }

    /** Ends the waiting of whoever admits: a result will never come. */
    void fail(Throwable cause) {
        failure = cause;
        LockSupport.unpark(waiting);
    }

    /** How many packets have been written or dropped. */
    long written() {
        return head;
    }

    private void drain() throws IOException {
        // Only the thread that drains writes these two, so plain sums on copies do.
        long place = head;
        long released = releasedBytes;
        PacketResult result = ring.get((int) place & mask);
        while (result != null) {
            output.accept(result);
            ring.set((int) place & mask, null);
            released += result.input().frame().length;
            releasedBytes = released;
            head = ++place;
            LockSupport.unpark(waiting);
            result = ring.get((int) place & mask);
        }
    }

    private boolean hasRoom(long order, int bytes) {
        long inFlight = admittedBytes - releasedBytes;
        return order - head <= mask && (inFlight == 0 || inFlight + bytes <= byteLimit);
    }

    private void rethrow() throws IOException {
        Throwable cause = failure;
        if (cause instanceof IOException) {
            throw new IOException(cause.getMessage(), cause);
        }
        if (cause != null) {
            throw new IllegalStateException("a worker failed: cause=" + cause, cause);
        }
    }
}

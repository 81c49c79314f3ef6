package io.millrace.ordered;

import io.millrace.executor.MillraceExecutor;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.security.InvalidKeyException;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * Encrypts or decrypts one long stream with AES in counter mode, chunk by chunk, many at once, and hands the chunks on in order. The bytes are those of {@code
 * Cipher.getInstance("AES/CTR/NoPadding")} and of {@code openssl enc -aes-256-ctr}, wherever the stream is cut. To encrypt and to decrypt is the same.
 *
 * <p>A chunk knows from where it lies in the stream which counter it begins with: a number of 128 bits, the highest byte first, which begins again at zero
 * after the highest one. So chunks do not wait for each other.
 *
 * <p><b>Key and initialization vector.</b> Two streams with the same key and initialization vector, or with counters that overlap, give away both; so does one
 * that was changed and is encrypted anew. Nobody can see that here, and the format needs a vector that is known from elsewhere: so it is for the caller to have
 * a new one, at random, for each stream that is encrypted. Nor does the mode notice that a stream was changed on its way: whoever can change a bit of it
 * changes that bit of the text. Where the format is yours take a {@link ParallelCipher}, which sees to both.
 *
 * <p>The key is the caller's, who must not destroy it before {@link #close()}; it is forgotten then, as by a {@link ParallelCipher}.
 *
 * <p><b>Lifecycle.</b> Takes one place among the open series of the executor, which stays open. {@link #close()} waits until all chunks have been handed on.
 *
 * <p><b>Threading.</b> One thread at a time submits, as to an {@link java.io.OutputStream}: a chunk lies behind the one before. {@link #close()} must not be
 * called by a task of the same executor. The consumer is called for one chunk at a time, by workers.
 *
 * <p><b>Backpressure.</b> {@link #submit} waits as {@link OrderedPipeline#submit} does. Memory is what the chunks are; a chunk that was handed on can be filled
 * anew.
 *
 * <p><b>Failure.</b> What the consumer throws ends it all: later chunks are skipped, and submitting and closing throw a {@link PipelineException}.
 */
public final class ParallelStreamCipher implements AutoCloseable {

    /** The length of the initialization vector, which is the first counter. */
    public static final int VECTOR_BYTES = CounterModeCipher.BLOCK_BYTES;

    private final HeldKey key;
    private final OrderedPipeline<StreamChunk> pipeline;
    private final AtomicBoolean submitting = new AtomicBoolean();

    /** Where the next chunk begins. Belongs to whoever submits. */
    private long offset;

    private ParallelStreamCipher(HeldKey key, OrderedPipeline<StreamChunk> pipeline, long offset) {
        this.key = key;
        this.pipeline = pipeline;
        this.offset = offset;
    }

    /**
     * Returns a cipher for a stream from its start on, as {@link #counterMode(MillraceExecutor, SecretKey, byte[], long, Consumer)} does.
     *
     * @throws InvalidKeyException if {@code key} is none of AES
     */
    public static ParallelStreamCipher counterMode(
            MillraceExecutor executor, SecretKey key, byte[] initializationVector, Consumer<? super ByteBuffer> sink)
            throws InvalidKeyException {
        return counterMode(executor, key, initializationVector, 0, sink);
    }

    /**
     * Returns a cipher for a stream from somewhere in its middle on.
     *
     * @param key an AES key
     * @param initializationVector the counter of the start of the stream, {@value #VECTOR_BYTES} bytes
     * @param offset how many bytes of the stream lie before the first chunk
     * @param sink gets the chunks one at a time, in order, each with the position and the limit that it was submitted with
     * @throws InvalidKeyException if {@code key} is none of AES
     * @throws IllegalArgumentException if {@code initializationVector} has another length, or {@code offset} is negative
     * @throws RejectedExecutionException if the executor has too many series open, or has been shut down
     */
    public static ParallelStreamCipher counterMode(
            MillraceExecutor executor,
            SecretKey key,
            byte[] initializationVector,
            long offset,
            Consumer<? super ByteBuffer> sink)
            throws InvalidKeyException {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(sink, "sink");
        byte[] counter = initializationVector.clone();
        if (counter.length != VECTOR_BYTES) {
            throw new IllegalArgumentException("initialization vector has another length: lengthBytes=" + counter.length
                    + ", needed=" + VECTOR_BYTES);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("stream has no place before its start: offset=" + offset);
        }
        HeldKey held = new HeldKey(CounterModeCipher.TRANSFORMATION, key, new IvParameterSpec(counter));
        OrderedPipeline<StreamChunk> pipeline = OrderedPipeline.<StreamChunk>on(executor)
                .parallel(() -> new CounterModeCipher(held, counter), (cipher, chunk, place) -> cipher.apply(chunk))
                .serial(sink)
                .vectors(ParallelCipher.LONGEST_VECTOR)
                .start();
        return new ParallelStreamCipher(held, pipeline, offset);
    }

    /**
     * Submits the next chunk of the stream, of any length: what lies between position and limit. It is encrypted where it lies, and must not be touched until
     * it has been handed on. Buffers with an array and direct ones will do.
     *
     * @throws ReadOnlyBufferException if {@code chunk} is read-only
     * @throws PipelineException if the consumer has thrown
     * @throws IllegalStateException if this was closed or aborted, or another thread submits at the same time, which would leave it to chance what lies where
     * @throws ArithmeticException if the stream would be longer than a {@code long} can count
     * @throws RejectedExecutionException if the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted, and the stream goes on where it was
     */
    public void submit(ByteBuffer chunk) throws InterruptedException {
        if (chunk.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        if (!submitting.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "another thread submits to the stream at the same time: let one of them submit");
        }
        try {
            // It is not ours any more once it was submitted.
            long end = Math.addExact(offset, chunk.remaining());
            pipeline.submit(new StreamChunk(chunk, offset));
            offset = end;
        } finally {
            submitting.set(false);
        }
    }

    /** Skips every chunk that has not had its turn, and takes no more. {@link #close()} is still to be called. */
    public void abort() {
        pipeline.abort();
    }

    /**
     * Takes no more chunks, waits until all have been handed on, and forgets the key. Interrupted, it aborts, goes on waiting, and leaves the thread
     * interrupted.
     *
     * @throws PipelineException if the consumer has thrown
     */
    @Override
    public void close() {
        try {
            pipeline.close();
        } finally {
            key.drop();
        }
    }

    @Override
    public String toString() {
        return "cipher[stream, " + pipeline + "]";
    }
}

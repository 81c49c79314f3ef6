package io.millrace.ordered;

import io.millrace.executor.MillraceExecutor;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.crypto.SecretKey;

/**
 * Seals or opens records with AES-GCM, many at once, and hands them on in the order of submission: what the kernel's pcrypt does with an AEAD. The bytes are
 * those of {@code Cipher.getInstance("AES/GCM/NoPadding")}, whichever provider the JDK prefers; each worker has such a cipher for itself.
 *
 * <p>A sealed record is a nonce of {@value #NONCE_BYTES} bytes, the text, which keeps its length, and a tag of {@value #TAG_BYTES} bytes.
 *
 * <p><b>Nonces.</b> Two records that are sealed with one key and one nonce give away both texts, and the means to forge any other. So nobody can say a nonce
 * here. A cipher that seals draws the nonce of its first record at random and counts from there by the place of a record, 2^32 records at most. Within it no
 * nonce comes twice; ciphers that share a key, in this JVM or another, at this time or later, have different ones but for a chance below 2^-32, as long as they
 * seal no more than 2^32 records in all, which is for the owner of the key to count. Two copies of one process, as a snapshot of a machine makes them, share
 * all: close the cipher before it is taken. Where a protocol says the nonce, as ESP and TLS do, this is the wrong class: write a stage of an {@link
 * OrderedPipeline}, which is told the place of its item.
 *
 * <p><b>What a record does not say.</b> Its place. Who opens records cannot see that some were left out, came twice or changed places, unless they have a
 * number in their text or in the associated data, which must be the same to open a record and travels by itself.
 *
 * <p><b>Keys.</b> The key is the caller's, who must not destroy it before {@link #close()}. It is not copied, stands in no message, and is forgotten by {@link
 * #close()}, together with what the workers' ciphers have made of it. Java cannot erase that: it is gone when the memory is used again.
 *
 * <p><b>Lifecycle.</b> Takes one place among the open series of the executor, which stays open. {@link #close()} waits until all records have been handed on.
 *
 * <p><b>Threading.</b> All methods may be called by any thread; {@link #close()} not by a task of the same executor. The consumers are called one at a time, by
 * workers.
 *
 * <p><b>Ordering.</b> That of the calls of {@code submit}. A record that is not authentic is told in its place.
 *
 * <p><b>Backpressure.</b> {@code submit} waits as {@link OrderedPipeline#submit} does. A record is in memory twice until it is handed on, once with its nonce
 * and tag.
 *
 * <p><b>Failure.</b> A record that is not authentic harms no other. What a consumer throws ends it all, as in every {@link OrderedPipeline}: later records are
 * skipped, and submitting and closing throw a {@link PipelineException}.
 */
public final class ParallelCipher implements AutoCloseable {

    /** The length of the nonce that a sealed record begins with. */
    public static final int NONCE_BYTES = RecordNonces.BYTES;

    /** The length of the tag that a sealed record ends with. */
    public static final int TAG_BYTES = GcmCipher.TAG_BYTES;

    /** How much longer a sealed record is than its text. */
    public static final int OVERHEAD_BYTES = GcmCipher.OVERHEAD_BYTES;

    /** As many as NIST SP 800-38D, 8.3, allows a key. */
    static final long RECORD_LIMIT = 1L << 32;

    /** A record of a packet takes a microsecond or two, and waits for no other. */
    static final int LONGEST_VECTOR = 16;

    /** What every JVM takes. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final byte[] NOTHING = {};

    private final HeldKey key;
    private final boolean seals;
    private final OrderedPipeline<CipherRecord> pipeline;

    private ParallelCipher(HeldKey key, boolean seals, OrderedPipeline<CipherRecord> pipeline) {
        this.key = key;
        this.seals = seals;
        this.pipeline = pipeline;
    }

    /**
     * Returns a cipher that takes texts and hands on sealed records.
     *
     * @param key an AES key
     * @param sink gets the sealed records one at a time, in the order of their texts
     * @throws InvalidKeyException if {@code key} is none of AES
     * @throws RejectedExecutionException if the executor has too many series open, or has been shut down
     */
    public static ParallelCipher sealing(MillraceExecutor executor, SecretKey key, Consumer<? super byte[]> sink)
            throws InvalidKeyException {
        return sealing(executor, key, sink, RecordNonces.random(RECORD_LIMIT));
    }

    static ParallelCipher sealing(
            MillraceExecutor executor, SecretKey key, Consumer<? super byte[]> sink, RecordNonces nonces)
            throws InvalidKeyException {
        Objects.requireNonNull(sink, "sink");
        HeldKey held = held(key);
        return new ParallelCipher(
                held,
                true,
                OrderedPipeline.<CipherRecord>on(executor)
                        .parallel(
                                () -> new GcmCipher(held),
                                (cipher, record, place) -> cipher.seal(record, nonces.at(place)))
                        .serial(sink)
                        .vectors(LONGEST_VECTOR)
                        .start());
    }

    /**
     * Returns a cipher that takes sealed records and hands on their texts.
     *
     * @param key the key that they were sealed with
     * @param sink gets the texts of authentic records one at a time, in the order of the records
     * @param refused gets a failure for each other record, in its place among them; throwing ends the cipher
     * @throws InvalidKeyException if {@code key} is none of AES
     * @throws RejectedExecutionException if the executor has too many series open, or has been shut down
     */
    public static ParallelCipher opening(
            MillraceExecutor executor,
            SecretKey key,
            Consumer<? super byte[]> sink,
            Consumer<? super RecordAuthenticationException> refused)
            throws InvalidKeyException {
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(refused, "refused");
        HeldKey held = held(key);
        return new ParallelCipher(
                held,
                false,
                OrderedPipeline.<CipherRecord>on(executor)
                        .parallel(
                                () -> new GcmCipher(held),
                                (cipher, record, place) -> opened(cipher, record, place, sink, refused))
                        .serial(Runnable::run)
                        .vectors(LONGEST_VECTOR)
                        .start());
    }

    /** Returns what is to be told in the turn of a record. */
    private static Runnable opened(
            GcmCipher cipher,
            CipherRecord record,
            long place,
            Consumer<? super byte[]> sink,
            Consumer<? super RecordAuthenticationException> refused)
            throws GeneralSecurityException {
        try {
            byte[] text = cipher.open(record, place);
            return () -> sink.accept(text);
        } catch (RecordAuthenticationException failure) {
            return () -> refused.accept(failure);
        }
    }

    private static HeldKey held(SecretKey key) throws InvalidKeyException {
        Objects.requireNonNull(key, "key");
        return new HeldKey(GcmCipher.TRANSFORMATION, key, GcmCipher.parameters(new byte[NONCE_BYTES]));
    }

    /** Submits a record without associated data, as {@link #submit(byte[], byte[])} does. */
    public void submit(byte[] record) throws InterruptedException {
        submit(record, NOTHING);
    }

    /**
     * Submits a record, which must not be changed until it has been handed on.
     *
     * @param record the text to seal, or the sealed record to open
     * @param associatedData what the record is tied to and does not hold, such as its header
     * @throws IllegalArgumentException if {@code record} is a text that no array could hold sealed
     * @throws PipelineException if a consumer has thrown, or this has sealed as many records as one cipher may
     * @throws IllegalStateException if this was closed or aborted
     * @throws RejectedExecutionException if the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted
     */
    public void submit(byte[] record, byte[] associatedData) throws InterruptedException {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(associatedData, "associatedData");
        if (seals && record.length > LONGEST_ARRAY - OVERHEAD_BYTES) {
            throw new IllegalArgumentException("text is too long to be sealed: lengthBytes=" + record.length
                    + ", overheadBytes=" + OVERHEAD_BYTES + "; cut it into several records");
        }
        pipeline.submit(new CipherRecord(record, associatedData));
    }

    /** Skips every record that has not had its turn, and takes no more. {@link #close()} is still to be called. */
    public void abort() {
        pipeline.abort();
    }

    /**
     * Takes no more records, waits until all have been handed on, and forgets the key. Interrupted, it aborts, goes on waiting, and leaves the thread
     * interrupted.
     *
     * @throws PipelineException as {@link #submit(byte[], byte[])} does
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
        return "cipher[" + (seals ? "sealing" : "opening") + ", " + pipeline + "]";
    }
}

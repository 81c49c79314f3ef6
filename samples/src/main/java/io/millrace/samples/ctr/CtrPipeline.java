package io.millrace.samples.ctr;

import io.millrace.executor.MillraceExecutor;
import io.millrace.ordered.ParallelStreamCipher;
import io.millrace.samples.filter.PieceWorkers;
import io.millrace.samples.output.Writing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;

/** Encrypts the chunks of a stream on workers of its own and hands them on in order. */
final class CtrPipeline implements AutoCloseable {
    private final MillraceExecutor executor;
    private final ParallelStreamCipher cipher;

    CtrPipeline(int workers, CtrKey key, Writing<ByteBuffer> sink) {
        executor = PieceWorkers.executor("ctr", workers);
        try {
            cipher = ParallelStreamCipher.counterMode(executor, key.key(), key.vector(), Writing.unchecked(sink));
        } catch (InvalidKeyException unfit) {
            throw new IllegalStateException("a key of the right length expected", unfit);
        }
    }

    /** Hands over a chunk; waits while too many are on their way. */
    void submit(ByteBuffer chunk) throws IOException {
        Writing.submit(() -> cipher.submit(chunk));
    }

    /** Waits until all chunks have come out; throws the first failure. */
    @Override
    public void close() throws IOException {
        try {
            Writing.end(cipher::close);
        } finally {
            executor.close();
        }
    }
}

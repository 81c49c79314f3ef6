package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/** The checker: reads a gzip file that must be one member and nothing else. */
final class Member {
    private static final int FIXED_BYTES = 10;
    private static final int TRAILER_BYTES = 8;

    private Member() {}

    /** Returns the content, as the JDK reads it and as one stream of deflate between a header and a trailer. */
    static byte[] contentOf(byte[] file) throws IOException {
        byte[] content;
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(file))) {
            content = stream.readAllBytes();
        }
        requireOneMember(file, content);
        return content;
    }

    private static void requireOneMember(byte[] file, byte[] content) throws IOException {
        int begin = FIXED_BYTES;
        if (file[3] != 0) {
            assertEquals(8, file[3], "a name at most");
            while (file[begin++] != 0) {}
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(file, begin, file.length - begin);
            byte[] inflated = inflate(inflater);
            assertEquals(TRAILER_BYTES, inflater.getRemaining(), "bytes behind the stream");
            assertTrue(Arrays.equals(content, inflated));
        } catch (DataFormatException broken) {
            throw new IOException(broken);
        } finally {
            inflater.end();
        }
        ByteBuffer trailer = ByteBuffer.wrap(file, file.length - TRAILER_BYTES, TRAILER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        assertEquals((int) checksum.getValue(), trailer.getInt());
        assertEquals(content.length, trailer.getInt());
    }

    private static byte[] inflate(Inflater inflater) throws DataFormatException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] piece = new byte[Block.BYTES];
        while (!inflater.finished()) {
            int count = inflater.inflate(piece);
            assertTrue(count > 0 || inflater.finished(), "the stream has no end");
            content.write(piece, 0, count);
        }
        return content.toByteArray();
    }
}

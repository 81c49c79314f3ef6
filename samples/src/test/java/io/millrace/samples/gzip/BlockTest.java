package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BlockTest {

    /** A room that is too small grows, also when it is full to the byte: so the sizes around that are tried. */
    @Test
    void shouldFindRoomForWhateverComesOut() throws IOException {
        byte[] content = Content.RANDOM.bytes(3000, 7);
        for (int room = 2990; room < 3030; room++) {
            Block block = new Block(room);
            assertTrue(reader(content).fill(block));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            MemberWriter member = new MemberWriter(Channels.newChannel(bytes));
            member.begin(MemberHeader.of(6));
            try (BlockCompressor compressor = new BlockCompressor(6)) {
                member.write(compressor.compress(block));
            }
            member.end();
            assertTrue(Arrays.equals(content, Member.contentOf(bytes.toByteArray())), "room=" + room);
        }
    }

    @Test
    void shouldStartEachBlockWithTheEndOfTheOneBefore() throws IOException {
        byte[] content = Content.RANDOM.bytes(2 * Block.BYTES + 10, 8);
        BlockReader reader = reader(content);
        // The same block again and again, as a pool might give it.
        Block block = new Block();
        assertTrue(reader.fill(block));
        assertEquals(0, block.window().remaining());
        assertEquals(part(content, 0, Block.BYTES), block.content());
        for (int border : new int[] {Block.BYTES, 2 * Block.BYTES}) {
            assertTrue(reader.fill(block));
            assertEquals(part(content, border - Block.WINDOW_BYTES, border), block.window());
            assertEquals(part(content, border, Math.min(content.length, border + Block.BYTES)), block.content());
        }
        assertFalse(reader.fill(block));
    }

    @Test
    void shouldFillBlocksFromWhatGivesLittle() throws IOException {
        byte[] content = Content.RANDOM.bytes(Block.BYTES + 10, 9);
        ReadableByteChannel whole = Channels.newChannel(new ByteArrayInputStream(content));
        ReadableByteChannel little = new OneByOne(whole);
        BlockReader reader = new BlockReader(little);
        Block block = new Block();
        assertTrue(reader.fill(block));
        assertEquals(Block.BYTES, block.contentBytes());
        assertTrue(reader.fill(block));
        assertEquals(10, block.contentBytes());
        assertFalse(reader.fill(block));
    }

    private static BlockReader reader(byte[] content) {
        return new BlockReader(Channels.newChannel(new ByteArrayInputStream(content)));
    }

    private static ByteBuffer part(byte[] content, int from, int to) {
        return ByteBuffer.wrap(Arrays.copyOfRange(content, from, to));
    }

    /** Gives a byte at a time. */
    private record OneByOne(ReadableByteChannel whole) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer into) throws IOException {
            ByteBuffer one = ByteBuffer.allocate(1);
            int count = whole.read(one);
            into.put(one.flip());
            return count;
        }

        @Override
        public boolean isOpen() {
            return whole.isOpen();
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}

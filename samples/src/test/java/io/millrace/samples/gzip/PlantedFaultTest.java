package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A check that cannot fail is a defect: what may go wrong is planted, and the checker of the other tests must see it. */
final class PlantedFaultTest {
    private final byte[] content = Content.TEXT.bytes(4 * Block.BYTES + 1, 5);

    @Test
    void shouldReadWhatHasNoFault() throws IOException {
        assertTrue(isRight(member(blocks())));
    }

    @Test
    void shouldSeeBlocksOutOfOrder() throws IOException {
        List<Block> blocks = blocks();
        Collections.swap(blocks, 1, 2);
        requireSeen(blocks);
    }

    @Test
    void shouldSeeABlockTwiceAndNone() throws IOException {
        List<Block> twice = blocks();
        twice.set(2, twice.get(1));
        requireSeen(twice);
        List<Block> none = blocks();
        none.remove(2);
        // Whoever writes it believes that the content is shorter; what the block behind it refers to is not there.
        requireSeen(none);
    }

    @Test
    void shouldSeeAWrongWindow() throws IOException {
        List<Block> blocks = blocks();
        Block wrong = blocks.get(2);
        // The window is as long as the right one, so the content stays where it is.
        wrong.startWith(ByteBuffer.wrap(Content.TEXT.bytes(Block.WINDOW_BYTES, 6)));
        wrong.fill(Block.BYTES);
        try (BlockCompressor compressor = new BlockCompressor(6)) {
            compressor.compress(wrong);
        }
        requireSeen(blocks);
    }

    @Test
    void shouldSeeAWrongChecksum() throws IOException {
        byte[] member = member(blocks());
        member[member.length - 8] ^= 1;
        assertFalse(isRight(member));
    }

    private void requireSeen(List<Block> blocks) throws IOException {
        assertFalse(isRight(member(blocks)));
    }

    private boolean isRight(byte[] member) {
        try {
            return Arrays.equals(content, Member.contentOf(member));
        } catch (IOException seen) {
            return false;
        }
    }

    private List<Block> blocks() throws IOException {
        BlockReader reader = new BlockReader(Channels.newChannel(new ByteArrayInputStream(content)));
        List<Block> blocks = new ArrayList<>();
        try (BlockCompressor compressor = new BlockCompressor(6)) {
            Block block = new Block();
            while (reader.fill(block)) {
                blocks.add(compressor.compress(block));
                block = new Block();
            }
        }
        return blocks;
    }

    private static byte[] member(List<Block> blocks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MemberWriter member = new MemberWriter(Channels.newChannel(bytes));
        member.begin(MemberHeader.of(6));
        for (Block block : blocks) {
            member.write(block);
            block.output().rewind();
        }
        member.end();
        return bytes.toByteArray();
    }
}

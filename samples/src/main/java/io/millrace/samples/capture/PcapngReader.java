package io.millrace.samples.capture;

import io.millrace.samples.capture.CaptureFormat.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pcapng: sections in either byte order, interfaces with clocks and link types of their own, enhanced, simple and
 * old packet blocks. Blocks of other types are skipped. A simple packet block has no time; its stamp is 0.
 */
final class PcapngReader implements CaptureReader {
    private static final int MAGIC_BYTES = 4;
    private static final int SECTION_BODY_BYTES = 16;
    private static final int INTERFACE_BODY_BYTES = 8;
    private static final int PACKET_BODY_BYTES = 20;
    private static final int SIMPLE_BODY_BYTES = 4;
    private static final int MAJOR_VERSION = 1;

    private final CaptureInput input;
    private final ByteBuffer words = ByteBuffer.allocate(PACKET_BODY_BYTES);
    private final PcapngBlock block;
    private final CaptureFormat format;
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    private int firstOfSection;
    private long count;

    /** Goes on behind the magic number of the first section. */
    PcapngReader(CaptureInput input) throws IOException {
        this.input = input;
        this.block = new PcapngBlock(input, words);
        section(0);
        this.format = new CaptureFormat(Kind.PCAPNG, words.order());
    }

    @Override
    public CaptureFormat format() {
        return format;
    }

    @Override
    public List<CaptureInterface> interfaces() {
        return List.copyOf(interfaces);
    }

    @Override
    public @Nullable Packet next() throws IOException {
        while (true) {
            long at = input.position();
            int found = input.read(words, MAGIC_BYTES);
            if (found == 0) {
                return null;
            }
            requireWhole(at, found);
            int type = words.getInt(0);
            if (type == PcapngBlock.SECTION_HEADER) {
                section(at);
                continue;
            }
            requireWhole(at, input.read(words, MAGIC_BYTES));
            Packet packet = body(type, at, words.getInt(0));
            block.leave();
            if (packet != null) {
                return packet;
            }
        }
    }

    private @Nullable Packet body(int type, long at, int length) throws IOException {
        switch (type) {
            case PcapngBlock.INTERFACE_DESCRIPTION -> {
                block.enter(at, length, INTERFACE_BODY_BYTES);
                block.words(INTERFACE_BODY_BYTES);
                interfaces.add(PcapngOptions.readInterface(interfaces.size(), words.getChar(0), block, words));
                return null;
            }
            case PcapngBlock.ENHANCED_PACKET, PcapngBlock.OLD_PACKET -> {
                block.enter(at, length, PACKET_BODY_BYTES);
                block.words(PACKET_BODY_BYTES);
                return packet(type == PcapngBlock.OLD_PACKET ? words.getChar(0) : words.getInt(0));
            }
            case PcapngBlock.SIMPLE_PACKET -> {
                block.enter(at, length, SIMPLE_BODY_BYTES);
                block.words(SIMPLE_BODY_BYTES);
                return simplePacket();
            }
            default -> {
                block.enter(at, length, 0);
                return null;
            }
        }
    }

    private Packet packet(int interfaceId) throws IOException {
        long number = ++count;
        CaptureInterface origin = origin(number, interfaceId);
        long stamp = (long) words.getInt(4) << Integer.SIZE | Integer.toUnsignedLong(words.getInt(8));
        int captured = words.getInt(12);
        PacketLengths.check(number, block.at(), captured, words.getInt(16));
        if (captured > block.left()) {
            throw block.damaged("room for the " + captured + " bytes of packet " + number, Long.toString(block.left()));
        }
        return new Packet(number, origin, stamp, block.data(number, captured));
    }

    private Packet simplePacket() throws IOException {
        long number = ++count;
        CaptureInterface origin = origin(number, 0);
        int original = words.getInt(0);
        int captured = (int) Math.min(Integer.toUnsignedLong(original), block.left());
        PacketLengths.check(number, block.at(), captured, original);
        return new Packet(number, origin, 0, block.data(number, captured));
    }

    private CaptureInterface origin(long number, int interfaceId) throws CaptureException {
        int known = interfaces.size() - firstOfSection;
        if (interfaceId < 0 || interfaceId >= known) {
            throw block.damaged(
                    "packet " + number + " to come from one of the " + known + " interfaces of its section",
                    "interface " + Integer.toUnsignedString(interfaceId));
        }
        return interfaces.get(firstOfSection + interfaceId);
    }

    /** Reads a section header behind its type, which reads the same in both byte orders, and takes its byte order. */
    private void section(long at) throws IOException {
        requireWhole(at, input.read(words, MAGIC_BYTES));
        int length = words.order(ByteOrder.BIG_ENDIAN).getInt(0);
        requireWhole(at, input.read(words, MAGIC_BYTES));
        int mark = words.getInt(0);
        if (Integer.reverseBytes(mark) == PcapngBlock.BYTE_ORDER_MAGIC) {
            words.order(ByteOrder.LITTLE_ENDIAN);
            length = Integer.reverseBytes(length);
        } else if (mark != PcapngBlock.BYTE_ORDER_MAGIC) {
            throw new CaptureException("section at byte " + at
                    + " is damaged: expected the byte order mark 1a2b3c4d, found " + Integer.toHexString(mark));
        }
        block.enter(at, length, SECTION_BODY_BYTES);
        block.alreadyRead(MAGIC_BYTES);
        block.words(SECTION_BODY_BYTES - MAGIC_BYTES);
        int major = words.getChar(0);
        if (major != MAJOR_VERSION) {
            throw block.damaged("pcapng version 1", "version " + major);
        }
        block.leave();
        firstOfSection = interfaces.size();
    }

    private static void requireWhole(long at, int found) throws CaptureException {
        if (found < MAGIC_BYTES) {
            throw new CaptureException("truncated capture: expected the header of a block at byte " + at
                    + ", found the end; copy or record the capture again");
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}

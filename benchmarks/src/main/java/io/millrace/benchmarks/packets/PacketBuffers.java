package io.millrace.benchmarks.packets;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Packets of one size, which go round: a run that is longer begins again with the first. Each thread that works on them has a cipher of
 * its own; nothing is allocated for a packet but what the JDK's cipher allocates.
 */
public final class PacketBuffers {

    /** The end of a decrypted text is compared, so it has to have one. */
    static final int LEAST_BYTES = Packet.END_BYTES;

    static final int MOST_BYTES = 16_384;

    private static final long SEED = 211;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int SALT = 0x53_41_4c_54;
    private static final int SECURITY_PARAMETERS_INDEX = 0x1001;

    private final Packet[] packets;
    private final ThreadLocal<PacketCipher> ciphers;

    /**
     * Makes packets, the same each time.
     *
     * @param count how many there are
     * @param bytes how long the text of each is, from 16 to 16384
     * @param direction what is to be done with them
     */
    public PacketBuffers(int count, int bytes, Direction direction) {
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("length of packets out of range: bytes=" + bytes + ", lowest="
                    + LEAST_BYTES + ", highest=" + MOST_BYTES);
        }
        Random random = new Random(SEED);
        byte[] keyBytes = new byte[KEY_BYTES];
        random.nextBytes(keyBytes);
        SecretKey key = new SecretKeySpec(keyBytes, "AES");
        PacketCipher encryption = new PacketCipher(Direction.ENCRYPT, key);
        packets = new Packet[count];
        for (int number = 0; number < count; number++) {
            byte[] text = new byte[bytes];
            random.nextBytes(text);
            packets[number] = packet(number, text, direction, encryption);
        }
        ciphers = ThreadLocal.withInitial(() -> new PacketCipher(direction, key));
    }

    private PacketBuffers(Packet[] packets, ThreadLocal<PacketCipher> ciphers) {
        this.packets = packets;
        this.ciphers = ciphers;
    }

    private static Packet packet(int number, byte[] text, Direction direction, PacketCipher encryption) {
        GCMParameterSpec nonce = new GCMParameterSpec(
                Packet.END_BYTES * Byte.SIZE,
                ByteBuffer.allocate(NONCE_BYTES).putInt(SALT).putLong(number).array());
        byte[] sealed = new byte[text.length + Packet.END_BYTES];
        byte[] plain = withHeader(number, text);
        try {
            encryption.apply(nonce, plain, sealed);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("AES-GCM refused a packet that fits: bytes=" + text.length, failure);
        }
        return switch (direction) {
            case ENCRYPT -> new Packet(number, nonce, plain, sealed);
            case DECRYPT -> new Packet(number, nonce, withHeader(number, sealed), text);
        };
    }

    private static byte[] withHeader(int number, byte[] bytes) {
        return ByteBuffer.allocate(PacketCipher.HEADER_BYTES + bytes.length)
                .putInt(SECURITY_PARAMETERS_INDEX)
                .putInt(number)
                .put(bytes)
                .array();
    }

    /** Returns how many packets there are. */
    public int count() {
        return packets.length;
    }

    /** Divides the packets, so that none is in two parts. */
    public List<PacketBuffers> split(int parts) {
        List<PacketBuffers> split = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = packets.length * part / parts;
            int to = packets.length * (part + 1) / parts;
            split.add(new PacketBuffers(Arrays.copyOfRange(packets, from, to), ciphers));
        }
        return split;
    }

    Packet packet(long place) {
        return packets[(int) (place % packets.length)];
    }

    /** Encrypts or decrypts, with the cipher of this thread. */
    void apply(Packet packet) throws GeneralSecurityException {
        ciphers.get().apply(packet.nonce(), packet.input(), packet.output());
    }

    /**
     * Compares outputs as a whole, but for their ends, which were compared when they were taken, and removes them. It takes as long as
     * copying them, and so is not for the time that is measured.
     *
     * @param length the length of the last run
     * @throws IllegalStateException if one is not what it must be
     */
    public void requireOutputs(int length) {
        for (int number = 0; number < Math.min(length, packets.length); number++) {
            if (!packets[number].takeBeforeEnd()) {
                throw new IllegalStateException("wrong output: packet=" + packets[number].number());
            }
        }
    }
}

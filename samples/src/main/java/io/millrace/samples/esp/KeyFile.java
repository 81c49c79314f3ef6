package io.millrace.samples.esp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The security associations of a tunnel in a plain text file, and how often they have been used to encrypt.
 *
 * <p>That count is what keeps AES-GCM safe when a file is used again: sequence numbers start from 1 in every run, and
 * the count is the other half of each initialization vector. It is raised on disk, under a lock, before the first
 * packet.
 */
final class KeyFile {
    private static final int FIRST_INDEX = 0x1001;
    private static final int BITS_PER_BYTE = 8;
    /** Test networks of RFC 5737: they belong to nobody. */
    private static final String SOURCE = "192.0.2.1";

    private static final String DESTINATION = "198.51.100.1";
    private static final String HEADER = """
            # Keys of millrace esp. Whoever reads this file can decrypt: keep it secret. A copy of it must not encrypt.
            # One security association a line: SPI, AES key (16 or 32 bytes), salt (4 bytes), source, destination.
            # runs counts how often these keys have encrypted; no initialization vector is ever used twice thanks to it.
            """;

    /** A JVM holds the lock of a file once; the run and its shutdown hook may both want it. */
    private static final Object ONE_LOCK_AT_A_TIME = new Object();

    private final Path file;

    KeyFile(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    List<SecurityAssociation> read() throws IOException, KeyFileException {
        return KeyFileParser.parse(file, Files.readString(file, StandardCharsets.ISO_8859_1))
                .associations();
    }

    /** Writes new keys to a file that only its owner can read, where the file system knows owners. */
    void generate(int count, int keyBits) throws IOException {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder(HEADER).append(KeyFileParser.runsLine(0));
        for (int number = 0; number < count; number++) {
            byte[] key = new byte[keyBits / BITS_PER_BYTE];
            byte[] salt = new byte[SecurityAssociation.SALT_BYTES];
            random.nextBytes(key);
            random.nextBytes(salt);
            text.append(String.join(
                            " ",
                            SecurityAssociation.name(FIRST_INDEX + number),
                            HexFormat.of().formatHex(key),
                            HexFormat.of().formatHex(salt),
                            SOURCE,
                            DESTINATION))
                    .append('\n');
        }
        List<FileAttribute<?>> attributes = new ArrayList<>();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            attributes.add(PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, attributes.toArray(new FileAttribute<?>[0]))) {
            writeFully(channel, text.toString(), 0);
            channel.force(true);
        }
    }

    /** Counts one more run and returns how many there were before. Two processes get two numbers. */
    int beginRun() throws IOException, KeyFileException {
        synchronized (ONE_LOCK_AT_A_TIME) {
            return countRun();
        }
    }

    private int countRun() throws IOException, KeyFileException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            byte[] bytes = Channels.newInputStream(channel).readAllBytes();
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            KeyFileParser.Content content = KeyFileParser.parse(file, text);
            String line = KeyFileParser.runsLine(content.runs() + 1);
            if (content.runsAt() >= 0) {
                writeFully(channel, line, content.runsAt());
            } else {
                boolean open = !text.isEmpty() && !text.endsWith("\n");
                writeFully(channel, open ? "\n" + line : line, lock.channel().size());
            }
            channel.force(true);
            return content.runs();
        }
    }

    /** Deletes new keys of one run at most; what another process has encrypted with them since needs them. */
    void deleteUnlessShared() throws IOException {
        synchronized (ONE_LOCK_AT_A_TIME) {
            deleteUnlessCounted();
        }
    }

    private void deleteUnlessCounted() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            byte[] bytes = Channels.newInputStream(channel).readAllBytes();
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (lock.isValid() && KeyFileParser.parse(file, text).runs() <= 1) {
                Files.delete(file);
            }
        } catch (KeyFileException notOurs) {
            throw new IOException(notOurs);
        }
    }

    private static void writeFully(FileChannel channel, String text, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes, position + bytes.position());
        }
    }
}

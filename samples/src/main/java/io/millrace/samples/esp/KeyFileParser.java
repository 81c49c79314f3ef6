package io.millrace.samples.esp;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the text of a key file. */
final class KeyFileParser {
    private static final String RUNS = "runs";
    /** Of a fixed width, so that the count is raised in place and a crash cannot damage the keys. */
    private static final int RUNS_DIGITS = 10;

    private static final int RESERVED_INDEXES = 255;
    private static final String FORMAT =
            "expected an SPI, a key, a salt, an outer source and an outer destination, separated by spaces, found ";

    private final Path file;
    private final List<SecurityAssociation> associations = new ArrayList<>();
    private final Map<Integer, Integer> lineOfIndex = new HashMap<>();
    private int runs;
    private int runsAt = -1;
    private int line;

    private KeyFileParser(Path file) {
        this.file = file;
    }

    /**
     * What a key file says.
     *
     * @param associations at least one
     * @param runs how often they have encrypted
     * @param runsAt where the line with that count starts, or -1 when there is none
     */
    record Content(List<SecurityAssociation> associations, int runs, int runsAt) {}

    static Content parse(Path file, String text) throws KeyFileException {
        return new KeyFileParser(file).parse(text);
    }

    static String runsLine(int runs) {
        return String.format(Locale.ROOT, "%s %0" + RUNS_DIGITS + "d%n", RUNS, runs)
                .replace("\r", "");
    }

    private Content parse(String text) throws KeyFileException {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            line++;
            String content = text.substring(start, end).strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                read(content, start);
            }
            start = end + 1;
        }
        if (associations.isEmpty()) {
            throw new KeyFileException(file, "expected at least one security association, found none");
        }
        return new Content(List.copyOf(associations), runs, runsAt);
    }

    private void read(String content, int at) throws KeyFileException {
        String[] words = content.split("\\s+");
        if (words[0].equals(RUNS)) {
            readRuns(words, content, at);
            return;
        }
        if (words.length != 5) {
            throw wrong(FORMAT + words.length + (words.length == 1 ? " word" : " words"));
        }
        int index = index(words[0]);
        Integer earlier = lineOfIndex.putIfAbsent(index, line);
        if (earlier != null) {
            throw wrong("expected each SPI once, found " + words[0] + " again, which line " + earlier + " has already");
        }
        byte[] key = bytes("key", words[1]);
        if (key.length != 16 && key.length != 32) {
            throw wrong(
                    "expected a key of 16 or 32 bytes (32 or 64 hexadecimal digits), found " + key.length + " bytes");
        }
        byte[] salt = bytes("salt", words[2]);
        if (salt.length != SecurityAssociation.SALT_BYTES) {
            throw wrong("expected a salt of 4 bytes (8 hexadecimal digits), found " + salt.length + " bytes");
        }
        associations.add(new SecurityAssociation(index, key, salt, address(words[3]), address(words[4])));
    }

    private void readRuns(String[] words, String content, int at) throws KeyFileException {
        if (runsAt >= 0 || words.length != 2 || content.length() != RUNS.length() + 1 + RUNS_DIGITS) {
            throw wrong("expected one line 'runs' with a count of " + RUNS_DIGITS + " digits, found '" + content + "'");
        }
        try {
            runs = Integer.parseInt(words[1]);
        } catch (NumberFormatException failure) {
            throw wrong("expected a count of runs below 2147483648, found '" + words[1] + "'");
        }
        if (runs < 0 || runs == Integer.MAX_VALUE) {
            throw wrong("expected a count of runs below 2147483647, found " + words[1] + "; generate new keys");
        }
        runsAt = at;
    }

    private int index(String word) throws KeyFileException {
        try {
            long index = Long.decode(word);
            if (index > RESERVED_INDEXES && index <= 0xFFFF_FFFFL) {
                return (int) index;
            }
        } catch (NumberFormatException failure) {
            // The sentence below covers both cases.
        }
        throw wrong("expected an SPI from 0x00000100 to 0xffffffff, found '" + word + "'");
    }

    private byte[] bytes(String what, String word) throws KeyFileException {
        try {
            return HexFormat.of().parseHex(word);
        } catch (IllegalArgumentException failure) {
            throw wrong("expected a " + what + " in hexadecimal digits, two a byte, found " + word.length()
                    + " characters that are not");
        }
    }

    private int address(String word) throws KeyFileException {
        String[] parts = word.split("\\.", -1);
        byte[] address = new byte[4];
        try {
            for (int part = 0; part < address.length && parts.length == address.length; part++) {
                int value = Integer.parseInt(parts[part]);
                if (value < 0 || value > 255) {
                    throw new NumberFormatException(parts[part]);
                }
                address[part] = (byte) value;
            }
            if (parts.length == address.length) {
                return ByteBuffer.wrap(address).getInt();
            }
        } catch (NumberFormatException failure) {
            // The sentence below covers both cases.
        }
        throw wrong("expected an outer IPv4 address such as 192.0.2.1, found '" + word + "'");
    }

    private KeyFileException wrong(String message) {
        return new KeyFileException(file, line, message);
    }
}

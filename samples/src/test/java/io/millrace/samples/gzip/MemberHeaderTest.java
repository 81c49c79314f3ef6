package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MemberHeaderTest {
    private static final FileTime EPOCH = FileTime.from(0, TimeUnit.SECONDS);

    @Test
    void shouldSayHowHardItWasCompressed() {
        assertEquals("1f8b0800000000000403", hex(MemberHeader.of(1)));
        assertEquals("1f8b0800000000000003", hex(MemberHeader.of(6)));
        assertEquals("1f8b0800000000000203", hex(MemberHeader.of(9)));
    }

    @Test
    void shouldHoldNameAndTime() {
        FileTime time = FileTime.from(0x65432101L, TimeUnit.SECONDS);
        assertEquals("1f8b0808012143650003612e7400", hex(MemberHeader.of(6, "a.t", time)));
    }

    @Test
    void shouldLeaveOutWhatDoesNotFit() {
        assertArrayEquals(MemberHeader.of(6), MemberHeader.of(6, "\u00e4", EPOCH));
        assertArrayEquals(MemberHeader.of(6), MemberHeader.of(6, "\u4e2d", FileTime.from(-1, TimeUnit.SECONDS)));
        assertArrayEquals(MemberHeader.of(6), MemberHeader.of(6, "\u4e2d", FileTime.from(1L << 32, TimeUnit.SECONDS)));
    }

    private static String hex(byte[] header) {
        return HexFormat.of().formatHex(header);
    }
}

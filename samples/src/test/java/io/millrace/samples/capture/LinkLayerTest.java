package io.millrace.samples.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinkLayerTest {

    @ParameterizedTest
    @CsvSource({
        "1,   ffffffffffff0000000000010800, 14, 4",
        "1,   ffffffffffff00000000000186dd, 14, 6",
        "1,   ffffffffffff000000000001810000050800, 18, 4",
        "1,   ffffffffffff00000000000188a80005810000070800, 22, 4",
        "0,   02000000, 4, 4",
        "0,   1e000000, 4, 6",
        "0,   0000000a, 4, 6",
        "108, 00000018, 4, 6",
        "113, 00000304000600000000000000000800, 16, 4",
        "276, 86dd000000000001030400060000000000000000, 20, 6",
    })
    void shouldFindThePacketAndChangeItsVersionThereAndBack(int linkType, String header, int length, int version) {
        LinkLayer layer = assertNotNullLayer(linkType);
        byte[] frame = HexFormat.of().parseHex(header);

        assertEquals(length, layer.headerLength(frame));
        assertEquals(version, layer.version(frame, length));
        layer.changeVersion(frame, length, 10 - version);
        assertEquals(10 - version, layer.version(frame, length));
        layer.changeVersion(frame, length, version);
        assertEquals(version, layer.version(frame, length));
    }

    @ParameterizedTest
    @CsvSource({
        "1, ffffffffffff0000000000010806",
        "1, ffffffffffff0000",
        "1, ffffffffffff00000000000181000005",
        "0, 07000000",
        "0, 0200",
        "113, 0000",
        "276, 0800",
        "276, 0806000000000001030400060000000000000000"
    })
    void shouldSeeNoPacketWhereNoneIsAnnounced(int linkType, String header) {
        assertEquals(
                -1, assertNotNullLayer(linkType).headerLength(HexFormat.of().parseHex(header)));
    }

    @Test
    void shouldKeepTheByteOrderOfANullHeader() {
        byte[] little = HexFormat.of().parseHex("02000000");
        LinkLayer.NULL.changeVersion(little, 4, 6);
        assertArrayEquals(HexFormat.of().parseHex("1e000000"), little);
    }

    @Test
    void shouldTakeThePacketByItsOwnLengthAndNotByTheFrame() {
        byte[] padded = HexFormat.of().parseHex("4500001400000000400100007f0000017f000001" + "000000000000");
        assertEquals(20, IpPacket.length(padded, 0, 4));
        assertEquals(-1, IpPacket.length(padded, 0, 6));
        assertEquals(-1, IpPacket.length(padded, 8, 4));
        padded[3] = 27;
        assertEquals(-1, IpPacket.length(padded, 0, 4));
        padded[3] = 0;
        assertEquals(-1, IpPacket.length(padded, 0, 4), "a length left to the network card");
    }

    @Test
    void shouldKnowNoLayerForOtherLinkTypes() {
        assertNull(LinkLayer.of(127));
        assertEquals(101, assertNotNullLayer(229).linkType());
    }

    private static LinkLayer assertNotNullLayer(int linkType) {
        LinkLayer layer = LinkLayer.of(linkType);
        assertNotNull(layer);
        return layer;
    }
}

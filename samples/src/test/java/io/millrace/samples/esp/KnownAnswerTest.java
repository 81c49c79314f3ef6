package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published ESP packets of D. McGrew, "Test Cases for the Use of GCM and GMAC in IPsec ESP",
 * draft-mcgrew-gcm-test-01, March 2009, section 4: those with keys of 128 and 256 bits and 32-bit sequence numbers.
 */
final class KnownAnswerTest {
    private static final String TEXT_1 =
            "4500003e698f000080114dccc0a80102c0a801010a980035002a2343b2d0010000010000000000000373697009637962"
                    + "65726369747902646b00000100010001";
    private static final String PACKET_1 =
            "0000a5f80000000afacedbaddecaf888deb22cd9b07c72c16e3a65beeb8df304a5a5897d33ae530f1ba76d5d114d2a5c"
                    + "3de81827c10e9a4f51330d0eec416642cfbb85a5b47e48a4ec3b9ba95d918bd183b70d3aa8bc6ee4c309e9d85a41ad4a";
    private static final String TEXT_2 =
            "4500003069a6400080062690c0a801029389155e0a9e008b2dc57ee0000000007002400020bf0000020405b401010402"
                    + "01020201";
    private static final String PACKET_2 =
            "4a2cbfe3000000020102030405060708ff425c9b724599df7a3bcd510194e00d6a78107f1b0b1cbf06efae9d65a5d763"
                    + "748a637985771d347f0545659f14e99def842d8eb335f4eecfdbf831824b4c4915956c96";
    private static final String TEXT_3 =
            "4500003c99c500008001cb7a40679318010101010800075c020044006162636465666768696a6b6c6d6e6f7071727374"
                    + "75767761626364656667686901020201";
    private static final String PACKET_3 =
            "000000000000000100000000000000004688daf2f973a392732909c331d56d60f694abaa414b5e7ff5fdcdfff5e9a284"
                    + "456476492719ffb64de7d9dca1e1d894bc3bd57873ed4d181d19d4d5c8c18af3f821d496eeb096e98ad2b69e4799c71d";
    private static final String TEXT_4 = "01020201";
    private static final String PACKET_4 = "335467aeffffffff43457e9182443bc6437f866bcb3f699fe9b0822bac961c4504bef270";

    @ParameterizedTest
    @CsvSource({
        "feffe9928665731c6d6a8f9467308308, cafebabe, " + TEXT_1 + ", " + PACKET_1,
        "abbccddef00112233445566778899aababbccddef00112233445566778899aab, 11223344, " + TEXT_2 + ", " + PACKET_2,
        "00000000000000000000000000000000, 00000000, " + TEXT_3 + ", " + PACKET_3,
        "7d773d00c144c525ac619d18c84a3f47, d9664267, " + TEXT_4 + ", " + PACKET_4,
    })
    void shouldMakeAndOpenThePublishedPacket(String key, String salt, String text, String packet) {
        HexFormat hex = HexFormat.of();
        byte[] expected = hex.parseHex(packet);
        byte[] plain = hex.parseHex(text);
        int index = Integer.parseUnsignedInt(packet.substring(0, 8), 16);
        long sequenceNumber = Long.parseLong(packet.substring(8, 16), 16);
        long vector = Long.parseUnsignedLong(packet.substring(16, 32), 16);
        SecurityAssociation association = new SecurityAssociation(index, hex.parseHex(key), hex.parseHex(salt), 0, 0);

        byte[] sealed = new byte[expected.length];
        EspSealer.putHeader(sealed, 0, association, sequenceNumber, vector);
        int padding = plain[plain.length - 2];
        EspSealer.putPlain(sealed, 16, plain, 0, plain.length - 2 - padding);
        sealed[16 + plain.length - 1] = plain[plain.length - 1];
        assertArrayEquals(plain, Arrays.copyOfRange(sealed, 16, 16 + plain.length), "padding as published");
        new GcmCipher().seal(association, sealed, 0, plain.length);

        assertEquals(packet, hex.formatHex(sealed));
        byte[] opened = new byte[plain.length];
        assertTrue(new GcmCipher().open(association, expected, 0, expected.length, opened));
        assertEquals(text, hex.formatHex(opened));
    }
}

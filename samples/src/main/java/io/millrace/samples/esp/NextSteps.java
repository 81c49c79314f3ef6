package io.millrace.samples.esp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What can be done with a sealed capture. */
final class NextSteps {
    private NextSteps() {}

    /** The command that takes the packets out again. */
    static String decryption(EspRequest request, String decrypted) {
        return "./millrace esp --decrypt " + request.output() + " " + decrypted + " --keys " + request.keys();
    }

    /** The command that shows the inner packets in Wireshark's command line. Contains the keys. */
    static String tshark(EspRequest request, List<SecurityAssociation> associations) {
        StringBuilder line = new StringBuilder("tshark -r ").append(request.output());
        for (String option : tsharkOptions(associations)) {
            line.append(option.equals("-o") ? " -o" : " '" + option + "'");
        }
        return line.toString();
    }

    static List<String> tsharkOptions(List<SecurityAssociation> associations) {
        List<String> options = new ArrayList<>(List.of("-o", "esp.enable_encryption_decode:TRUE"));
        for (SecurityAssociation association : associations) {
            byte[] salt = new byte[SecurityAssociation.SALT_BYTES];
            association.copySalt(salt);
            HexFormat hex = HexFormat.of();
            options.add("-o");
            options.add("uat:esp_sa:\"IPv4\",\"" + address(association.source()) + "\",\""
                    + address(association.destination()) + "\",\"" + association.name()
                    + "\",\"AES-GCM with 16 octet ICV [RFC4106]\",\"0x"
                    + hex.formatHex(association.key().getEncoded()) + hex.formatHex(salt) + "\",\"NULL\",\"\"");
        }
        return options;
    }

    private static String address(int address) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(address).array();
        return (bytes[0] & 0xFF) + "." + (bytes[1] & 0xFF) + "." + (bytes[2] & 0xFF) + "." + (bytes[3] & 0xFF);
    }
}

package io.millrace.samples.esp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The capture that the project ships, for a first run without any file at hand. */
final class ShippedCapture {
    static final String RESOURCE = "/io/millrace/samples/captures/loopback.pcap";
    static final int ASSOCIATIONS = 4;

    private ShippedCapture() {}

    /** The folder for the files of such a run: below {@code target}, or a temporary one. */
    static Path folder() throws IOException {
        Path folder = Path.of("target", "esp");
        try {
            Files.createDirectories(folder);
            if (Files.isWritable(folder)) {
                return folder;
            }
        } catch (IOException notHere) {
            // The temporary folder serves as well.
        }
        return Files.createTempDirectory("millrace-esp");
    }

    /** Copies the capture into a folder and returns where it lies. */
    static Path copyTo(Path folder) throws IOException {
        Path copy = folder.resolve("loopback.pcap");
        try (InputStream stream = ShippedCapture.class.getResourceAsStream(RESOURCE)) {
            Files.copy(Objects.requireNonNull(stream, RESOURCE), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }
}

package io.millrace.applications.pekko;

import java.util.Random;
import java.util.zip.CRC32;

/**
 * What a sensor reported, with the checksum of its long text.
 *
 * @param sensor who reported
 * @param checksum of the text
 */
record Reading(int sensor, long checksum) {

    /** How many sensors there are. */
    static final int SENSORS = 32;

    private static final int TEXT_BYTES = 32 * 1024;

    /** Reads and checks the text with a number: some tens of microseconds of work that needs nothing else. */
    static Reading number(int number) {
        Random random = new Random(number);
        int sensor = random.nextInt(SENSORS);
        byte[] text = new byte[TEXT_BYTES];
        random.nextBytes(text);
        CRC32 checksum = new CRC32();
        checksum.update(text);
        return new Reading(sensor, checksum.getValue());
    }
}

package io.millrace.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaddedLongsTest {

    private static final int COUNT = 3;
    private static final int DISTANCES = 8;

    private final PaddedLongs words = new PaddedLongs(COUNT);

    @Test
    void shouldKeepEveryWordApartFromTheOthers() {
        Set<Long> written = new HashSet<>();
        for (int index = 0; index < COUNT; index++) {
            for (int distance = 0; distance < DISTANCES; distance++) {
                long value = 100L * index + distance;
                words.set(PaddedLongs.beside(index, distance), value);
                written.add(value);
            }
        }
        for (int index = 0; index < COUNT; index++) {
            assertEquals(100L * index, words.get(index));
            for (int distance = 0; distance < DISTANCES; distance++) {
                written.remove(words.get(PaddedLongs.beside(index, distance)));
            }
        }
        assertEquals(Set.of(), written);
    }

    @Test
    void shouldRefuseAWordThatMightLieOnALineOfTheNext() {
        assertThrows(IllegalArgumentException.class, () -> PaddedLongs.beside(0, DISTANCES));
        assertThrows(IllegalArgumentException.class, () -> PaddedLongs.beside(0, -1));
    }
}

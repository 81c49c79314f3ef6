package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Records are what the serial code of the JDK makes of them, both ways, whoever works on them. */
class ParallelCipherPropertyTest {

    /** What happens to a record on its way. */
    enum Fate {
        ARRIVES,
        IS_CHANGED,
        IS_CUT,
        HAS_OTHER_DATA,
        IS_OF_ANOTHER_KEY
    }

    private record Sent(byte[] text, byte[] data, Fate fate) {}

    @Property(tries = 200)
    void shouldSealAndOpenAsOneThreadDoes(
            @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 3000) Integer> lengths,
            @ForAll("fates") List<Fate> fates,
            @ForAll("keyBits") int keyBits,
            @ForAll @IntRange(min = 1, max = 8) int workers,
            @ForAll long seed)
            throws Exception {
        SecretKey key = SerialCipher.key(keyBits, seed);
        List<Sent> sent = new ArrayList<>();
        for (int number = 0; number < lengths.size(); number++) {
            byte[] text = SerialCipher.bytes(lengths.get(number), seed + number);
            sent.add(new Sent(text, SerialCipher.bytes(number % 30, number), fates.get(number)));
        }
        List<byte[]> sealed = new ArrayList<>();
        List<byte[]> opened = new ArrayList<>();
        List<Long> refused = new ArrayList<>();
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(workers).build()) {
            try (ParallelCipher cipher = ParallelCipher.sealing(executor, key, sealed::add)) {
                for (Sent record : sent) {
                    cipher.submit(record.text(), record.data());
                }
            }
            requireEqualToSerial(key, sent, sealed);
            try (ParallelCipher cipher = ParallelCipher.opening(executor, key, opened::add, failure -> {
                // In its place: behind as many as came before it.
                assertEquals(failure.place(), opened.size() + refused.size());
                refused.add(failure.place());
            })) {
                for (int number = 0; number < sent.size(); number++) {
                    Sent record = sent.get(number);
                    cipher.submit(
                            onItsWay(record.fate(), sealed.get(number), record, seed),
                            record.fate() == Fate.HAS_OTHER_DATA ? new byte[31] : record.data());
                }
            }
        }
        List<byte[]> expected = new ArrayList<>();
        List<Long> expectedRefused = new ArrayList<>();
        for (int number = 0; number < sent.size(); number++) {
            if (sent.get(number).fate() == Fate.ARRIVES) {
                expected.add(sent.get(number).text());
            } else {
                expectedRefused.add((long) number);
            }
        }
        assertEquals(expectedRefused, refused);
        assertArrayEquals(expected.toArray(), opened.toArray());
    }

    private static void requireEqualToSerial(SecretKey key, List<Sent> sent, List<byte[]> sealed) {
        assertEquals(sent.size(), sealed.size());
        for (int number = 0; number < sent.size(); number++) {
            Sent record = sent.get(number);
            byte[] ours = sealed.get(number);
            assertArrayEquals(SerialCipher.seal(key, ours, record.text(), record.data()), ours);
            assertArrayEquals(record.text(), SerialCipher.open(key, ours, record.data()));
        }
    }

    private static byte[] onItsWay(Fate fate, byte[] sealed, Sent record, long seed) {
        byte[] other = sealed.clone();
        int place = (int) Math.floorMod(seed, (long) sealed.length);
        switch (fate) {
            case IS_CHANGED -> other[place] ^= 1;
            case IS_CUT -> other = Arrays.copyOf(sealed, place);
            case IS_OF_ANOTHER_KEY ->
                other = SerialCipher.seal(SerialCipher.key(128, ~seed), sealed, record.text(), record.data());
            case ARRIVES, HAS_OTHER_DATA -> {}
        }
        return other;
    }

    @Provide
    Arbitrary<List<Fate>> fates() {
        Arbitrary<Fate> fate = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(Fate.ARRIVES)), Tuple.of(4, Arbitraries.of(Fate.class)));
        return fate.list().ofSize(100);
    }

    @Provide
    Arbitrary<Integer> keyBits() {
        return Arbitraries.of(128, 192, 256);
    }
}

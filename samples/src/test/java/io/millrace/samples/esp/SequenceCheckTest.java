package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.samples.capture.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SequenceCheckTest {
    private final SequenceCheck check = new SequenceCheck(2);
    private final List<@Nullable String> sentences = new ArrayList<>();

    @Test
    void shouldAcceptEachSeriesOnItsOwn() {
        bring(0, 1);
        bring(1, 1);
        bring(1, 2);
        bring(0, 2);
        assertSentences(null, null, null, null);
    }

    @Test
    void shouldNameAGapOnce() {
        bring(0, 1);
        bring(0, 4);
        bring(0, 5);
        assertSentences(null, "expected sequence number 2, found 4: packets are missing or were reordered", null);
    }

    @Test
    void shouldNameAReplayAndGoOn() {
        bring(0, 1);
        bring(0, 2);
        bring(0, 1);
        bring(0, 3);
        assertSentences(null, null, "expected sequence number 3, found 1: the packet was replayed or reordered", null);
    }

    @Test
    void shouldNotBeMovedByAForgedPacketExceptToTheNextPlace() {
        forge(0, 1000);
        bring(0, 1);
        forge(0, 2);
        bring(0, 3);
        assertSentences("forged", null, "forged", null);
    }

    private void bring(int series, long sequenceNumber) {
        Packet packet = new Packet(1, SampleCaptures.ETHERNET, 0, new byte[0]);
        sentences.add(check.check(new PacketResult(0, packet, series, sequenceNumber, packet, null))
                .failure());
    }

    private void forge(int series, long sequenceNumber) {
        Packet packet = new Packet(1, SampleCaptures.ETHERNET, 0, new byte[0]);
        sentences.add(check.check(new PacketResult(0, packet, series, sequenceNumber, null, "forged"))
                .failure());
    }

    private void assertSentences(@Nullable String... expected) {
        List<@Nullable String> list = new ArrayList<>();
        for (String sentence : expected) {
            list.add(sentence);
        }
        assertEquals(list, sentences);
    }
}

package io.millrace.samples.evtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may become of a task, and what may not. */
final class LedgerTest {

    @ParameterizedTest
    @CsvSource({"RAN", "RETURNED", "CANCELLED", "REJECTED", "RAN CANCELLED", "RETURNED CANCELLED"})
    void shouldAcceptOneEnd(String ends) {
        Ledger ledger = new Ledger(10);
        assertEquals(0, ledger.open());
        enter(ledger, ends);
        assertEquals(1, ledger.requireOneEndEach());
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "RAN RAN",
        "RETURNED RETURNED",
        "RAN RETURNED",
        "RAN REJECTED",
        "RETURNED REJECTED",
        "REJECTED REJECTED"
    })
    void shouldRefuseOtherEnds(String ends) {
        Ledger ledger = new Ledger(10);
        ledger.open();
        BrokenPromise broken = assertThrows(BrokenPromise.class, () -> {
            enter(ledger, ends);
            ledger.requireOneEndEach();
        });
        assertEquals(0, broken.getMessage().indexOf("expected each entry exactly once"));
    }

    private static void enter(Ledger ledger, String ends) {
        Arrays.stream(ends.split(" "))
                .filter(end -> !end.isEmpty())
                .forEach(end -> ledger.enter(0, Ledger.End.valueOf(end)));
    }
}

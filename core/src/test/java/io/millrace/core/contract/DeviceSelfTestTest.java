package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.DeviceSelfTest;
import io.millrace.core.contract.reference.Fault;
import io.millrace.core.contract.reference.ReferenceDevice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole device passes the self test; a broken one fails it, in the check that is about the defect. */
class DeviceSelfTestTest {

    @Test
    void shouldFindNothingInAWholeDevice() {
        assertEquals(List.of(), DeviceSelfTest.failures(new ReferenceDevice()));
    }

    @ParameterizedTest
    @CsvSource({
        "REORDER_SKIPPED, ORDERED",
        "RELEASED_PLACE_KEPT, ORDERED",
        "FLOWS_WAIT_FOR_EACH_OTHER, INDEPENDENT_SERIES",
        "FLOW_SHARED, ATOMIC",
        "HEAD_OF_LINE_BLOCKED, EXACT_FLOWS",
        "CREDIT_LEAKED, credits",
        "CREDIT_TOO_MANY, credits",
        "WRONG_HANDLE_IGNORED, handles",
        "WAKE_NOT_KEPT, wake",
        "DELIVERED_TWICE, UNORDERED",
        "ENTRY_LOST, credits",
        "FLUSH_KEEPS_CREDITS, flush",
        "PRIORITY_INVERTED, ENTRY_PRIORITY",
        "CLAIMS_NOT_TAKEN_BACK, TAKE_BACK",
        "IMPLICIT_RELEASE_MISSING, implicit release",
        "DIRECTED_REVERSED, DIRECTED",
        "FRAGMENT_SENT_AT_ONCE, FRAGMENTS",
        "UNLINK_IGNORED, RUNTIME_LINKS",
        "CONFIGURATION_UNCHECKED, configuration",
    })
    void shouldNameWhatABrokenDeviceDoesWrong(Fault fault, String check) {
        List<String> failures = DeviceSelfTest.failures(new ReferenceDevice(fault));
        assertTrue(failures.stream().anyMatch(failure -> failure.startsWith(check + ": ")), failures::toString);
        assertFalse(failures.stream().anyMatch(failure -> failure.endsWith(": null")), failures::toString);
    }
}

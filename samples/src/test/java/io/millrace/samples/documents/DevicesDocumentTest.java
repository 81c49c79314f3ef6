package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceLimits;
import io.millrace.core.Devices;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the tables of {@code docs/devices.md} against the software device. */
class DevicesDocumentTest {

    private static final Pattern CAPABILITY = Pattern.compile("\\| `([A-Z_]+)` \\|.*\\| (yes|no) \\|");
    private static final Pattern LIMIT = Pattern.compile("\\| `(\\w+)` \\| ([\\d ]+) \\|.*");

    private final List<String> lines = SourceTree.lines(SourceTree.here().document("devices.md"));
    private final Device software = Devices.find("software");

    @Test
    void shouldShowTheCapabilitiesThatTheDeviceClaims() {
        Map<String, String> claimed = Arrays.stream(DeviceCapability.values())
                .collect(Collectors.toMap(
                        DeviceCapability::name,
                        capability -> software.capabilities().contains(capability) ? "yes" : "no",
                        (one, other) -> one,
                        LinkedHashMap::new));
        assertEquals(claimed, table(CAPABILITY));
    }

    @Test
    void shouldShowTheLimitsOfTheDevice() throws ReflectiveOperationException {
        Map<String, String> limits = new LinkedHashMap<>();
        for (RecordComponent limit : DeviceLimits.class.getRecordComponents()) {
            limits.put(
                    limit.getName(),
                    limit.getAccessor().invoke(software.limits()).toString());
        }
        assertEquals(limits, table(LIMIT));
    }

    private Map<String, String> table(Pattern row) {
        Map<String, String> table = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) {
                table.put(matcher.group(1), matcher.group(2).replace(" ", ""));
            }
        }
        return table;
    }
}

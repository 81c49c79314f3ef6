package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.Availability;
import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DeviceProvider;
import io.millrace.core.Devices;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the tables of {@code docs/devices.md} against the devices. */
class DevicesDocumentTest {

    private static final int CAPABILITIES = 2;
    private static final Pattern ROW = Pattern.compile("\\| `\\w+` \\|.*");

    private final List<String> lines = SourceTree.lines(SourceTree.here().document("devices.md"));

    @ParameterizedTest
    @CsvSource({"software, 0", "eventdev, 1"})
    void shouldShowTheCapabilitiesThatADeviceClaims(String name, int column) {
        Device device = deviceOrSkip(name);
        Map<String, String> claimed = new LinkedHashMap<>();
        for (DeviceCapability capability : DeviceCapability.values()) {
            claimed.put(capability.name(), device.capabilities().contains(capability) ? "yes" : "no");
        }
        Map<String, String> shown = table("## Capabilities", CAPABILITIES + column);
        shown.replaceAll((capability, cell) -> cell.startsWith("no: ") ? "no" : cell);
        assertEquals(claimed, shown);
    }

    @ParameterizedTest
    @CsvSource({"software, ## Limits of the software device", "eventdev, ## The native device: DPDK eventdev"})
    void shouldShowTheLimitsOfADevice(String name, String heading) throws ReflectiveOperationException {
        Device device = deviceOrSkip(name);
        Map<String, String> limits = new LinkedHashMap<>();
        for (RecordComponent limit : DeviceLimits.class.getRecordComponents()) {
            limits.put(
                    limit.getName(), limit.getAccessor().invoke(device.limits()).toString());
        }
        assertEquals(limits, table(heading, 1));
    }

    private static Device deviceOrSkip(String name) {
        DeviceProvider provider = Devices.providers().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Availability availability = provider.probe();
        if (!availability.available()) {
            String reason = "skipped, the device is not there: name=" + name + ", " + availability.reason();
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return provider.device();
    }

    /** Returns a column of the table below a heading, by what stands in the first one. */
    private Map<String, String> table(String heading, int column) {
        Map<String, String> table = new LinkedHashMap<>();
        lines.stream()
                .skip(lines.indexOf(heading) + 1L)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> ROW.matcher(line).matches())
                .map(line -> line.split("\\|"))
                .forEach(cells -> table.put(cells[1].replace("`", "").strip(), cells[1 + column].strip()));
        return table;
    }
}

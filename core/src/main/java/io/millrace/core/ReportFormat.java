package io.millrace.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a report in two forms from one list of fields. Strings are quoted as in JSON in both, so no name can break a line. */
final class ReportFormat {

    private ReportFormat() {}

    static String text(DomainReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(line("domain", domain(report)));
        report.queues().forEach(queue -> lines.add(line("queue", queue(queue))));
        report.ports().forEach(port -> lines.add(line("port", port(port))));
        report.stalledFlows().forEach(stalled -> lines.add(line("stalled", stalled(stalled))));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    static String json(DomainReport report) {
        Map<String, @Nullable Object> fields = domain(report);
        fields.put("queues", each(report.queues(), ReportFormat::queue));
        fields.put("ports", each(report.ports(), ReportFormat::port));
        fields.put("stalledFlows", each(report.stalledFlows(), ReportFormat::stalled));
        return value(fields);
    }

    private static Map<String, @Nullable Object> domain(DomainReport report) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("state", report.state());
        fields.put("credits", report.credits());
        fields.put("inFlight", report.inFlight());
        fields.put("free", report.free());
        return fields;
    }

    private static Map<String, @Nullable Object> queue(QueueReport queue) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", queue.id());
        fields.put("name", queue.name());
        fields.put("type", queue.type());
        for (QueueCounter counter : QueueCounter.values()) {
            fields.put(counter.label(), queue.value(counter));
        }
        return fields;
    }

    private static Map<String, @Nullable Object> port(PortReport port) {
        Thread thread = port.thread();
        Map<String, @Nullable Object> links = new LinkedHashMap<>();
        port.links().forEach(link -> links.put(String.valueOf(link.queue()), link.priority()));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", port.id());
        fields.put("thread", thread == null ? null : thread.getName());
        fields.put("waits", port.waits());
        fields.put("held", port.held());
        fields.put("setAside", port.setAside());
        fields.put("links", links);
        return fields;
    }

    private static Map<String, @Nullable Object> stalled(StalledFlow stalled) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("queue", stalled.queue());
        fields.put("flow", stalled.flow());
        fields.put("sequenceNumber", stalled.sequenceNumber());
        fields.put("head", stalled.head());
        fields.put("port", stalled.port() == StalledFlow.NO_PORT ? null : stalled.port());
        fields.put("parked", stalled.parked());
        return fields;
    }

    private static String line(String noun, Map<String, @Nullable Object> fields) {
        return fields.entrySet().stream()
                .map(field -> " " + field.getKey() + "=" + value(field.getValue()))
                .collect(Collectors.joining("", noun, ""));
    }

    private static <T> List<Map<String, @Nullable Object>> each(
            List<T> parts, Function<T, Map<String, @Nullable Object>> fields) {
        return parts.stream().map(fields).toList();
    }

    private static String value(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            return fields.entrySet().stream()
                    .map(field -> quote(String.valueOf(field.getKey())) + ":" + value(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof List<?> parts) {
            return parts.stream().map(ReportFormat::value).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof String || value instanceof Enum<?>) {
            return quote(value.toString());
        }
        return String.valueOf(value);
    }

    /** Quotes a string. What some reader might take for a line break, or no reader for a character, is written as a number. */
    private static String quote(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        string.codePoints().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').appendCodePoint(character);
            } else if (isPlain(character)) {
                quoted.appendCodePoint(character);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", character));
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}

package io.millrace.testkit;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The order in which the tasks of a run started, by their names. {@link Recording#startOrder()} has that of a run with real threads, and {@link SimulatedStarts} has other runs
 * follow it.
 *
 * <p>As text it is one line: {@code millrace-starts-1} and the names, encoded as in an address.
 *
 * @param names each once
 */
public record StartOrder(List<String> names) {

    private static final String VERSION = "millrace-starts-1";

    /** Copies the names. */
    public StartOrder {
        names = List.copyOf(names);
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a task starts once in an order: names=" + names);
        }
    }

    /**
     * Returns the order that a text tells of.
     *
     * @throws IllegalArgumentException if it is no such text, or of another version
     */
    public static StartOrder parse(String text) {
        List<String> words = Arrays.asList(text.trim().split("\\s+", -1));
        if (!words.get(0).equals(VERSION)) {
            throw new IllegalArgumentException(
                    "text is no order that this version reads: expected=" + VERSION + " and names, text=" + text);
        }
        return new StartOrder(words.stream()
                .skip(1)
                .map(word -> URLDecoder.decode(word, StandardCharsets.UTF_8))
                .toList());
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        return names.stream()
                .map(name -> " " + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .collect(Collectors.joining("", VERSION, ""));
    }
}

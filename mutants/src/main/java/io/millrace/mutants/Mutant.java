package io.millrace.mutants;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A fault that can be planted: a piece of a source file, and what stands there instead.
 *
 * @param number its place in the list, from 1 on
 * @param name what is wrong
 * @param source the file, below the root of the project
 * @param original what stands in the file, once
 * @param replacement what is to stand there
 * @param suites which tests are to catch it: classes, or {@code class#method}
 * @param scale the sizes of big runs, as a part of those of a build
 * @param rounds how often the suites are run at most
 */
record Mutant(
        int number,
        String name,
        String source,
        String original,
        String replacement,
        List<String> suites,
        String scale,
        int rounds) {

    private static final String ORIGINAL = "--- original";
    private static final String REPLACEMENT = "--- replacement";
    private static final String USUAL_SCALE = "0.05";

    Mutant {
        suites = List.copyOf(suites);
    }

    /**
     * Reads a description: lines of {@code key: value}, the line {@code --- original}, the lines of the file, the line {@code --- replacement}, and the lines that
     * stand there instead.
     *
     * @throws IllegalArgumentException if something is missing
     */
    static Mutant parse(String file, String text) {
        Map<String, List<String>> values = new HashMap<>();
        List<String> original = new ArrayList<>();
        List<String> replacement = new ArrayList<>();
        List<String> section = null;
        for (String line : text.lines().toList()) {
            if (line.equals(ORIGINAL)) {
                section = original;
            } else if (line.equals(REPLACEMENT)) {
                section = replacement;
            } else if (section != null) {
                section.add(line);
            } else {
                int colon = line.indexOf(':');
                if (colon < 0) {
                    throw new IllegalArgumentException(
                            "line is no key with a value: expected=key: value, file=" + file + ", line=" + line);
                }
                values.computeIfAbsent(line.substring(0, colon), key -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        if (original.isEmpty() || original.equals(replacement)) {
            throw new IllegalArgumentException("mutant changes nothing: file=" + file);
        }
        return new Mutant(
                Integer.parseInt(one(values, "number", file)),
                one(values, "name", file),
                one(values, "source", file),
                String.join("\n", original),
                String.join("\n", replacement),
                all(values, "suite", file),
                values.containsKey("scale") ? one(values, "scale", file) : USUAL_SCALE,
                values.containsKey("rounds") ? Integer.parseInt(one(values, "rounds", file)) : 1);
    }

    private static String one(Map<String, List<String>> values, String key, String file) {
        return all(values, key, file).get(0);
    }

    private static List<String> all(Map<String, List<String>> values, String key, String file) {
        List<String> found = values.get(key);
        if (found == null) {
            throw new IllegalArgumentException("mutant lacks a line: key=" + key + ", file=" + file);
        }
        return found;
    }

    /** Returns the name of the file without its folders. */
    String sourceName() {
        return source.substring(source.lastIndexOf('/') + 1);
    }

    /** Returns what is run for it, on the code as it is and on the mutant. */
    Trial trial() {
        return new Trial(suites, scale, rounds);
    }
}

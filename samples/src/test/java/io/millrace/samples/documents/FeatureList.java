package io.millrace.samples.documents;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checker of {@code docs/features.md}: reads its lines and tells what is wrong with them. */
final class FeatureList {

    private static final int ROWS = 212;
    private static final Set<String> STATUSES = Set.of("done", "planned", "refused");
    private static final Pattern ROW = Pattern.compile("\\| *(\\d+) *\\| *([^|]*?) *\\| *([^|]*?) *\\| *(.*?) *\\|");
    private static final Pattern SUMMARY = Pattern.compile("(\\d+) done, (\\d+) planned, (\\d+) refused");
    private static final Pattern TEST = Pattern.compile("`(\\w+#\\w+)`");
    private static final Pattern WORK =
            Pattern.compile("(Foundation|Complete software device|Benchmarks|Drop-in executor"
                    + "|Pipelines|Simulation|Native device)(: .+)?\\.");
    private static final int SHORTEST_REASON = 10;

    private final Predicate<String> isTest;
    private final List<String> mistakes = new ArrayList<>();
    private final Set<Integer> seen = new HashSet<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    private FeatureList(Predicate<String> isTest) {
        this.isTest = isTest;
        STATUSES.forEach(status -> counts.put(status, 0));
    }

    /** Returns one sentence for each mistake in the lines; {@code isTest} tells whether {@code Class#method} is a test. */
    static List<String> mistakes(List<String> lines, Predicate<String> isTest) {
        FeatureList list = new FeatureList(isTest);
        lines.forEach(list::line);
        list.complete();
        list.summary(lines);
        return list.mistakes;
    }

    private void line(String line) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
            row(Integer.parseInt(row.group(1)), row.group(2), row.group(3), row.group(4));
        } else if (line.matches("\\| *\\d.*")) {
            mistakes.add("not a row of four columns: " + line);
        }
    }

    private void row(int number, String feature, String status, String text) {
        if (number < 1 || number > ROWS || !seen.add(number)) {
            mistakes.add("row " + number + " is out of range or there twice");
        }
        if (feature.isEmpty()) {
            mistakes.add("row " + number + " does not say which feature it is about");
        }
        if (!STATUSES.contains(status)) {
            mistakes.add("row " + number + " has no valid status: " + status);
        }
        counts.merge(status, 1, Integer::sum);
        if (status.equals("done")) {
            done(number, text);
        } else if (status.equals("planned") && !WORK.matcher(text).matches()) {
            mistakes.add("row " + number + " does not say what work brings it: " + text);
        } else if (status.equals("refused") && text.length() < SHORTEST_REASON) {
            mistakes.add("row " + number + " does not say why it is refused: " + text);
        }
    }

    private void done(int number, String text) {
        Matcher test = TEST.matcher(text);
        if (!test.find()) {
            mistakes.add("row " + number + " names no test");
            return;
        }
        do {
            if (!isTest.test(test.group(1))) {
                mistakes.add("row " + number + " names a test that there is not: " + test.group(1));
            }
        } while (test.find());
    }

    private void complete() {
        for (int number = 1; number <= ROWS; number++) {
            if (!seen.contains(number)) {
                mistakes.add("row " + number + " is missing");
            }
        }
    }

    private void summary(List<String> lines) {
        String expected = counts.get("done") + " done, " + counts.get("planned") + " planned, " + counts.get("refused")
                + " refused";
        String found = lines.stream()
                .map(SUMMARY::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElse("none");
        if (!found.equals(expected)) {
            mistakes.add("the summary is wrong: expected=" + expected + ", found=" + found);
        }
    }
}

package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.Figure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** All arms of some comparisons below each other, the best first, each JDK in columns of its own, with losses marked. */
final class FigureTable {

    private static final String LOSS = "**loss**";
    private static final int MOST_NAMES = 3;

    /** A longer table is folded. */
    private static final int MOST_ROWS = 120;

    private final List<Comparison> comparisons;
    private final SortedSet<Integer> jdks;
    private final Set<String> parameters = new LinkedHashSet<>();
    private final Set<String> beside = new LinkedHashSet<>();

    /** @param shown what is shown beside the figures; all there is if empty */
    FigureTable(List<Comparison> comparisons, List<String> shown) {
        this.comparisons = comparisons;
        jdks = Comparison.jdks(comparisons);
        comparisons.forEach(comparison -> {
            parameters.addAll(comparison.parameters().keySet());
            beside.addAll(comparison.beside());
        });
        parameters.removeIf(name -> comparisons.stream()
                        .map(comparison -> comparison.parameters().get(name))
                        .distinct()
                        .count()
                == 1);
        if (!shown.isEmpty()) {
            beside.clear();
            beside.addAll(shown);
        }
    }

    @Override
    public String toString() {
        MarkdownTable table = new MarkdownTable(heading());
        int rows = 0;
        for (Comparison comparison : comparisons) {
            boolean isFirst = true;
            for (String arm : comparison.arms()) {
                table.add(row(comparison, arm, isFirst));
                isFirst = false;
                rows++;
            }
        }
        return rows > MOST_ROWS
                ? "<details><summary>" + comparisons.get(0).group() + ", " + rows + " rows</summary>\n\n" + constants()
                        + table + "\n</details>\n"
                : constants() + table;
    }

    /** What all rows have in common. */
    private String constants() {
        Comparison first = comparisons.get(0);
        StringBuilder text = new StringBuilder("`" + first.group() + "`");
        first.parameters().forEach((name, value) -> {
            if (!parameters.contains(name)) {
                text.append(", ").append(name).append(' ').append(value);
            }
        });
        return text.append(":\n\n").toString();
    }

    private List<String> heading() {
        List<String> heading = new ArrayList<>(parameters);
        heading.add("Arm");
        for (int jdk : jdks) {
            heading.add("JDK " + jdk + ", " + comparisons.get(0).any().unit());
            heading.add("times as fast");
            heading.addAll(beside);
        }
        return heading;
    }

    private List<String> row(Comparison comparison, String arm, boolean isFirst) {
        List<String> row = new ArrayList<>();
        parameters.forEach(name -> row.add(isFirst ? comparison.parameters().getOrDefault(name, "") : ""));
        row.add(Comparison.isOurs(arm) ? "**`" + arm + "`**" : "`" + arm + "`");
        for (int jdk : jdks) {
            Figure figure = comparison.figure(jdk, arm);
            row.add(figure == null ? "" : Amount.of(figure.value(), figure.error()));
            row.add(
                    figure == null
                            ? ""
                            : Comparison.isOurs(arm) ? losses(comparison, jdk, arm) : ratio(comparison, jdk, arm));
            Map<String, Double> further = figure == null ? Map.of() : figure.beside();
            beside.forEach(name -> row.add(further.containsKey(name) ? Amount.of(further.get(name)) : ""));
        }
        return row;
    }

    /** How many times as fast ours is as a peer. */
    private static String ratio(Comparison comparison, int jdk, String peer) {
        double ratio = comparison.timesAsFast(jdk, Comparison.OURS, peer);
        if (Double.isNaN(ratio)) {
            return "";
        }
        return Amount.of(ratio)
                + (comparison.isLoss(jdk, Comparison.OURS, peer) ? " " + LOSS : "")
                + (comparison.isWithinError(jdk, Comparison.OURS, peer) ? ", within the error" : "");
    }

    /** Who beats an arm of ours. */
    private static String losses(Comparison comparison, int jdk, String ours) {
        List<String> winners = comparison.arms().stream()
                .filter(arm -> comparison.isLoss(jdk, ours, arm))
                .map(arm -> "`" + arm + "`")
                .toList();
        if (winners.size() > MOST_NAMES) {
            return LOSS + " to " + winners.size() + " arms";
        }
        return winners.isEmpty() ? "" : LOSS + " to " + String.join(", ", winners);
    }
}

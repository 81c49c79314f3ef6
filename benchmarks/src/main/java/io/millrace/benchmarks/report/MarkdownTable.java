package io.millrace.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. */
final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(List<String> heading) {
        rows.add(heading);
        rows.add(Collections.nCopies(heading.size(), "---"));
    }

    void add(List<String> row) {
        if (row.size() != rows.get(0).size()) {
            throw new IllegalArgumentException("a row has as many cells as the heading: expected="
                    + rows.get(0).size() + ", came=" + row.size());
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        return rows.stream()
                .map(row -> row.stream()
                        .map(cell -> cell.isEmpty() ? " " : " " + cell.replace("|", "\\|") + " ")
                        .collect(Collectors.joining("|", "|", "|\n")))
                .map(line -> line.replace("| --- ", "|---"))
                .collect(Collectors.joining());
    }
}

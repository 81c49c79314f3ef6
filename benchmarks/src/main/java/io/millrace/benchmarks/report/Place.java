package io.millrace.benchmarks.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stands between the braces of a place in the template, such as <code>lines KeyedBenchmark, over keys=1|64, body=NONE: Tasks of many keys</code>.
 *
 * @param kind how results are shown
 * @param selection which results are shown; its group is empty where all are
 * @param over the parameter along the horizontal axis; empty if there is none
 * @param against the arm of which figures are shown as multiples; empty if they are shown as they are
 * @param beside what is shown beside the figures; empty if it is all there is
 * @param title what a picture is of; empty for tables
 */
record Place(Kind kind, Selection selection, String over, String against, List<String> beside, String title) {

    private static final String OVER = "over ";
    private static final String AGAINST = "against ";
    private static final String BESIDE = "beside";

    /** How results are shown. */
    enum Kind {
        /** Where each file of results comes from. */
        ENVIRONMENTS,
        /** What was wanted and what it came to. */
        GOALS,
        /** Figures as a table. */
        TABLE,
        /** Figures as bars. */
        BARS,
        /** Figures over a parameter. */
        LINES,
        /** Latencies over percentiles. */
        PERCENTILES
    }

    /** Understands the text between the braces. */
    static Place of(String text) {
        int colon = text.indexOf(": ");
        String title = colon < 0 ? "" : text.substring(colon + 2);
        String[] parts = (colon < 0 ? text : text.substring(0, colon)).split(", ", -1);
        String[] kindAndGroup = parts[0].split(" ", -1);
        String over = "";
        String against = "";
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            String parameter = part.startsWith(OVER) ? part.substring(OVER.length()) : part;
            String[] nameAndValues = parameter.split("=", 2);
            if (part.startsWith(OVER)) {
                over = nameAndValues[0];
            } else if (part.startsWith(AGAINST)) {
                against = part.substring(AGAINST.length());
            }
            if (nameAndValues.length == 2) {
                values.put(nameAndValues[0], Arrays.asList(nameAndValues[1].split("\\|", -1)));
            }
        }
        List<String> beside = values.getOrDefault(BESIDE, List.of());
        values.remove(BESIDE);
        String group = kindAndGroup.length > 1 ? kindAndGroup[1] : "";
        Kind kind = Kind.valueOf(kindAndGroup[0].toUpperCase(Locale.ROOT));
        return new Place(kind, new Selection(group, values), over, against, beside, title);
    }
}

package io.millrace.benchmarks.report;

import io.millrace.benchmarks.measure.Canary;
import io.millrace.benchmarks.results.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A document that is made of a template and results. A place of the template begins with a line in double braces, see {@link Place}, and ends with
 * <code>{{end}}</code>; what stands between is shown while there are no results for it. No figure can be left out, and so no loss.
 */
final class Page {

    /** Where the pictures are, seen from the document. */
    static final String PICTURES = "pictures/benchmarks/";

    private static final String BEGIN = "{{";
    private static final String END = "{{end}}";

    private final Results results;
    private final SortedSet<Integer> jdks;
    private final Path document;
    private final Set<Figure> shown = new HashSet<>();
    private final SortedMap<String, String> pictures = new TreeMap<>();
    private final String text;

    /**
     * Makes the document.
     *
     * @param document the file that it is for
     * @throws IOException if a log of latencies cannot be read, or a figure has no place; the message is a sentence
     */
    Page(String template, Results results, Path document) throws IOException {
        this.results = results;
        this.document = document;
        jdks = results.jdks();
        text = fill(template);
        for (Figure figure : results.figures()) {
            if (!shown.contains(figure) && !figure.arm().equals(Canary.NAME)) {
                throw new IOException(
                        "expected a place in the template for each figure, found none for " + figure.name());
            }
        }
    }

    /** Returns the text in Markdown. */
    String text() {
        return text;
    }

    /** Returns the pictures, in SVG, by the names of their files. */
    SortedMap<String, String> pictures() {
        return pictures;
    }

    private String fill(String template) throws IOException {
        StringBuilder filled = new StringBuilder();
        StringBuilder meanwhile = new StringBuilder();
        String place = "";
        for (String line : template.lines().toList()) {
            if (place.isEmpty() && line.startsWith(BEGIN)) {
                place = line.substring(BEGIN.length(), line.length() - 2);
            } else if (place.isEmpty()) {
                filled.append(line).append('\n');
            } else if (line.equals(END)) {
                String shown = show(Place.of(place));
                filled.append(shown.isEmpty() ? meanwhile : shown);
                meanwhile.setLength(0);
                place = "";
            } else {
                meanwhile.append(line).append('\n');
            }
        }
        if (!place.isEmpty()) {
            throw new IllegalArgumentException("a place of the template does not end: " + place);
        }
        return filled.toString().replaceAll("\n{3,}", "\n\n");
    }

    /** Returns the Markdown for a place, which is empty if there are no results for it. */
    private String show(Place place) throws IOException {
        List<Comparison> comparisons = results.select(place.selection());
        results.figures().stream().filter(place.selection()::holds).forEach(shown::add);
        return switch (place.kind()) {
            case ENVIRONMENTS ->
                results.files().isEmpty() ? "" : new EnvironmentTable(document, results.files()).toString();
            case GOALS -> results.goals().isEmpty() ? "" : new GoalTable(results.goals(), jdks).toString();
            case TABLE -> comparisons.isEmpty() ? "" : new FigureTable(comparisons, place.beside()).toString();
            case BARS -> bars(place, comparisons);
            case LINES ->
                curves(
                        place,
                        comparisons,
                        new ParameterCurves(place.over(), place.against()).of(comparisons),
                        place.against().isEmpty()
                                ? PictureText.direction(comparisons)
                                : PictureText.multiples(place.against()));
            case PERCENTILES ->
                curves(place, comparisons, new PercentileCurves(comparisons).rows(), PercentileCurves.DIRECTION);
        };
    }

    private String bars(Place place, List<Comparison> comparisons) {
        if (comparisons.isEmpty()) {
            return "";
        }
        String direction = PictureText.direction(comparisons);
        return picture(place.title(), direction, new BarPicture(place.title(), direction, comparisons).toString());
    }

    private String curves(Place place, List<Comparison> comparisons, List<CurveRow> rows, String direction) {
        return rows.isEmpty()
                ? ""
                : picture(
                        place.title(),
                        direction,
                        new CurvePicture(place.title(), direction, PictureText.description(comparisons), rows)
                                .toString());
    }

    private String picture(String title, String direction, String svg) {
        String name = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
        if (pictures.put(name, svg) != null) {
            throw new IllegalArgumentException("two pictures have the same title: " + title);
        }
        return "![" + title + "; " + direction + "](" + PICTURES + name + ")\n";
    }
}

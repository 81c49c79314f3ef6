package io.millrace.benchmarks.report;

import io.millrace.benchmarks.report.Svg.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Curves with their names at their ends, rows below each other, JDKs beside each other. Panels of one row have one scale, which is logarithmic where the
 * largest value would press the others flat.
 */
final class CurvePicture {

    private static final int WIDTH = 960;
    private static final int MARGIN = 16;
    private static final int LINE = 20;
    private static final int GAP = 8;
    private static final int LEAST_HEIGHT = 240;
    private static final int NAME_HEIGHT = 16;
    private static final int WHISKER = 4;
    private static final double DOT = 4.5;
    private static final double MUCH = 20;
    private static final int PEER_COLOURS = 4;
    private static final int DASHES = 4;

    private final String title;
    private final String direction;
    private final List<CurveRow> rows;
    private final SortedSet<Integer> jdks;
    private final List<String> arms;
    private final Svg svg;

    /** @param direction the unit, and which direction is better */
    CurvePicture(String title, String direction, String description, List<CurveRow> rows) {
        this.title = title;
        this.direction = direction;
        this.rows = rows;
        jdks = new TreeSet<>();
        rows.forEach(row -> jdks.addAll(row.byJdk().keySet()));
        Set<String> found = new LinkedHashSet<>();
        rows.forEach(row -> row.byJdk().values().forEach(curves -> curves.forEach(curve -> found.add(curve.arm()))));
        arms = List.copyOf(found);
        svg = new Svg(WIDTH, title, description);
    }

    @Override
    public String toString() {
        double y = MARGIN + LINE;
        svg.text("head", Anchor.START, MARGIN, y, title);
        y += LINE;
        svg.text("faint", Anchor.START, MARGIN, y, direction);
        if (arms.contains(Comparison.OURS)) {
            String meaning = "better than Millrace there: a loss";
            double x = WIDTH - MARGIN - Svg.widthOf(meaning);
            svg.circle("loss", x - MARGIN, y - WHISKER, DOT);
            svg.text("", Anchor.START, x, y, meaning);
        }
        for (CurveRow row : rows) {
            y = draw(row, y + LINE);
        }
        return svg.end(y + MARGIN);
    }

    /** Returns where it ends. */
    private double draw(CurveRow row, double top) {
        double head = top;
        if (!row.heading().isEmpty()) {
            head += LINE;
            svg.text("strong", Anchor.START, MARGIN, head, row.heading());
        }
        head += LINE;
        double bottom = head + GAP + Math.max(LEAST_HEIGHT, row.mostCurves() * NAME_HEIGHT);
        Scale vertical = vertical(row, bottom, head + GAP);
        double labels = vertical.ticks().stream()
                .mapToDouble(tick -> Svg.widthOf(Amount.tick(tick)))
                .max()
                .orElse(0);
        double names = arms.stream().mapToDouble(Svg::widthOf).max().orElse(0);
        double column = (WIDTH - 2.0 * MARGIN) / jdks.size();
        double x = MARGIN;
        for (int jdk : jdks) {
            Scale horizontal = new Scale(0, 1, false, x + labels + GAP, x + column - names - 3 * MARGIN);
            svg.text("faint", Anchor.START, horizontal.from(), head, "JDK " + jdk);
            axes(row, horizontal, vertical);
            List<Curve> curves = row.byJdk().getOrDefault(jdk, List.of());
            curves.forEach(curve -> curve(curve, horizontal, vertical));
            names(curves, horizontal, vertical);
            x += column;
        }
        return bottom + 3 * NAME_HEIGHT;
    }

    private static Scale vertical(CurveRow row, double bottom, double top) {
        double most = row.points().stream().mapToDouble(Curve.Point::most).max().orElse(1);
        double least = row.points().stream()
                .mapToDouble(Curve.Point::value)
                .filter(value -> value > 0)
                .min()
                .orElse(most);
        return most / least > MUCH
                ? Scale.logarithmic(least, most, bottom, top)
                : Scale.fromZero(most > 0 ? most : 1, bottom, top);
    }

    private void axes(CurveRow row, Scale horizontal, Scale vertical) {
        for (double tick : vertical.ticks()) {
            double y = vertical.at(tick);
            svg.line("grid", horizontal.from(), y, horizontal.to(), y);
            svg.text("faint", Anchor.END, horizontal.from() - GAP, y + WHISKER, Amount.tick(tick));
        }
        double bottom = vertical.from();
        double free = Double.NEGATIVE_INFINITY;
        int line = 1;
        for (CurveRow.Tick tick : row.ticks()) {
            double x = horizontal.at(tick.share());
            svg.line("grid", x, vertical.to(), x, bottom);
            double half = Svg.widthOf(tick.label()) / 2;
            // A label that would touch the one before it stands a line below.
            line = line == 1 && x - half < free ? 2 : 1;
            svg.text("faint", Anchor.MIDDLE, x, bottom + line * NAME_HEIGHT + 2, tick.label());
            free = x + half + GAP;
        }
        svg.text("faint", Anchor.MIDDLE, horizontal.at(0.5), bottom + 3 * NAME_HEIGHT + 2, row.axis());
        svg.line("axis", horizontal.from(), bottom, horizontal.to(), bottom);
        svg.line("axis", horizontal.from(), vertical.to(), horizontal.from(), bottom);
    }

    private void curve(Curve curve, Scale horizontal, Scale vertical) {
        List<double[]> places = new ArrayList<>();
        for (Curve.Point point : curve.points()) {
            double x = horizontal.at(point.share());
            places.add(new double[] {x, vertical.at(point.value())});
            if (point.error() > 0) {
                double low = vertical.at(point.least());
                double high = vertical.at(point.most());
                svg.line("whisker", x, low, x, high);
                svg.line("whisker", x - WHISKER, low, x + WHISKER, low);
                svg.line("whisker", x - WHISKER, high, x + WHISKER, high);
            }
        }
        svg.curve(style(curve.arm()), places);
        for (Curve.Point point : curve.points()) {
            if (point.isLoss()) {
                svg.circle("loss", horizontal.at(point.share()), vertical.at(point.value()), DOT);
            }
        }
    }

    /** Names stand at the ends of their curves, moved apart where they would cover each other. */
    private void names(List<Curve> curves, Scale horizontal, Scale vertical) {
        List<Curve> byHeight = curves.stream()
                .sorted(Comparator.comparingDouble(
                        curve -> vertical.at(last(curve).value())))
                .toList();
        double[] heights = byHeight.stream()
                .mapToDouble(curve -> vertical.at(last(curve).value()))
                .toArray();
        for (int i = 1; i < heights.length; i++) {
            heights[i] = Math.max(heights[i], heights[i - 1] + NAME_HEIGHT);
        }
        double free = vertical.from();
        for (int i = heights.length - 1; i >= 0; i--) {
            heights[i] = Math.min(heights[i], free);
            free = heights[i] - NAME_HEIGHT;
        }
        double x = horizontal.to() + 2 * MARGIN;
        for (int i = 0; i < heights.length; i++) {
            Curve curve = byHeight.get(i);
            svg.line(
                    "grid",
                    horizontal.at(last(curve).share()),
                    vertical.at(last(curve).value()),
                    x - GAP,
                    heights[i]);
            String style = Comparison.isOurs(curve.arm()) ? "strong" : "";
            svg.text(style, Anchor.START, x, heights[i] + WHISKER, curve.arm());
        }
    }

    private static Curve.Point last(Curve curve) {
        return curve.points().get(curve.points().size() - 1);
    }

    /** Ours is the thickest; peers differ by colour and dashes. */
    private String style(String arm) {
        if (Comparison.isOurs(arm)) {
            return arm.equals(Comparison.OURS) ? "ours" : "variant";
        }
        long peer = arms.stream()
                .filter(other -> !Comparison.isOurs(other))
                .toList()
                .indexOf(arm);
        return "peer" + peer % PEER_COLOURS + " dash" + (peer / PEER_COLOURS + peer) % DASHES;
    }
}

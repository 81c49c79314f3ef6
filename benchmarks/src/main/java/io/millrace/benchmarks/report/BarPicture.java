package io.millrace.benchmarks.report;

import io.millrace.benchmarks.report.Svg.Anchor;
import io.millrace.benchmarks.results.Figure;
import java.util.List;
import java.util.SortedSet;

/**
 * A bar for each arm, the best first, with the error as whiskers: comparisons below each other, JDKs beside each other. The bars of one comparison begin at
 * 0 and have one scale.
 */
final class BarPicture {

    private static final int WIDTH = 960;
    private static final int MARGIN = 16;
    private static final int ROW = 22;
    private static final int BAR = 14;
    private static final int LINE = 20;
    private static final int GAP = 8;
    private static final String LOSS = " loss";

    private final String title;
    private final String direction;
    private final List<Comparison> comparisons;
    private final SortedSet<Integer> jdks;
    private final double gutter;
    private final double columnWidth;
    private final Svg svg;

    /** @param direction the unit, and which direction is better */
    BarPicture(String title, String direction, List<Comparison> comparisons) {
        this.title = title;
        this.direction = direction;
        this.comparisons = comparisons;
        jdks = Comparison.jdks(comparisons);
        svg = new Svg(WIDTH, title, PictureText.description(comparisons));
        gutter = MARGIN
                + GAP
                + comparisons.stream()
                        .flatMap(comparison -> comparison.arms().stream())
                        .mapToDouble(Svg::widthOf)
                        .max()
                        .orElse(0);
        columnWidth = (WIDTH - MARGIN - gutter) / jdks.size();
    }

    @Override
    public String toString() {
        double y = MARGIN + LINE;
        svg.text("head", Anchor.START, MARGIN, y, title);
        y += LINE;
        svg.text("faint", Anchor.START, MARGIN, y, direction);
        legend(y);
        for (Comparison comparison : comparisons) {
            y = draw(comparison, y + LINE);
        }
        return svg.end(y + MARGIN);
    }

    private void legend(double y) {
        double x = WIDTH - MARGIN;
        x = key(x, y, "loss", "better than Millrace: a loss");
        x = key(x, y, "peer", "peer");
        key(x, y, "ours", "Millrace");
    }

    /** From right to left. */
    private double key(double right, double y, String style, String meaning) {
        double x = right - Svg.widthOf(meaning);
        svg.text("", Anchor.START, x, y, meaning);
        svg.rectangle(style, x - ROW, y - 11, BAR, 12);
        return x - ROW - MARGIN;
    }

    /** Returns where it ends. */
    private double draw(Comparison comparison, double top) {
        double head = top;
        String parameters = PictureText.parameters(comparison, comparisons);
        if (!parameters.isEmpty()) {
            head += LINE;
            svg.text("strong", Anchor.START, MARGIN, head, parameters);
        }
        head += LINE;
        List<String> arms = comparison.arms();
        double firstBar = head + 2 * GAP;
        double end = firstBar + arms.size() * ROW;
        for (int i = 0; i < arms.size(); i++) {
            String style = Comparison.isOurs(arms.get(i)) ? "strong" : "";
            svg.text(style, Anchor.END, gutter - GAP, firstBar + i * ROW + BAR - 2, arms.get(i));
        }
        double x = gutter;
        for (int jdk : jdks) {
            svg.text("faint", Anchor.START, x, head, "JDK " + jdk);
            Scale scale = scale(comparison, x);
            axis(comparison, scale, head + GAP, end);
            for (int i = 0; i < arms.size(); i++) {
                bar(comparison, jdk, arms.get(i), scale, firstBar + i * ROW);
            }
            x += columnWidth;
        }
        return end + LINE;
    }

    /** The same for all JDKs; behind the longest bar there is room for the longest text. */
    private Scale scale(Comparison comparison, double x) {
        double most = 0;
        double textWidth = 0;
        for (int jdk : jdks) {
            for (String arm : comparison.arms()) {
                Figure figure = comparison.figure(jdk, arm);
                if (figure != null) {
                    most = Math.max(most, figure.value() + error(figure));
                    textWidth = Math.max(textWidth, Svg.widthOf(Amount.of(figure.value(), figure.error()) + LOSS));
                }
            }
        }
        return Scale.fromZero(most > 0 ? most : 1, x, x + columnWidth - textWidth - 2 * MARGIN);
    }

    private static double error(Figure figure) {
        return Double.isNaN(figure.error()) ? 0 : figure.error();
    }

    private void axis(Comparison comparison, Scale scale, double top, double bottom) {
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : scale.ticks()) {
            double x = scale.at(tick);
            svg.line("grid", x, top, x, bottom);
            double half = Svg.widthOf(Amount.tick(tick)) / 2;
            if (x - half > free) {
                svg.text("faint", Anchor.MIDDLE, x, bottom + BAR, Amount.tick(tick));
                free = x + half + GAP;
            }
        }
        svg.text("faint", Anchor.START, free, bottom + BAR, comparison.any().unit());
        svg.line("axis", scale.from(), top, scale.from(), bottom);
    }

    private void bar(Comparison comparison, int jdk, String arm, Scale scale, double y) {
        Figure figure = comparison.figure(jdk, arm);
        if (figure == null) {
            return;
        }
        boolean isLoss = comparison.isLoss(jdk, Comparison.OURS, arm);
        double end = scale.at(figure.value());
        svg.rectangle(style(arm, isLoss), scale.from(), y, end - scale.from(), BAR);
        double error = error(figure);
        if (error > 0) {
            double low = scale.at(figure.value() - error);
            end = scale.at(figure.value() + error);
            double middle = y + BAR / 2.0;
            svg.line("whisker", low, middle, end, middle);
            svg.line("whisker", low, middle - 4, low, middle + 4);
            svg.line("whisker", end, middle - 4, end, middle + 4);
        }
        String text = Amount.of(figure.value(), figure.error()) + (isLoss ? LOSS : "");
        String textStyle = isLoss ? "loss" : arm.equals(Comparison.OURS) ? "strong" : "";
        svg.text(textStyle, Anchor.START, end + GAP, y + BAR - 2, text);
    }

    private static String style(String arm, boolean isLoss) {
        if (isLoss) {
            return "loss";
        }
        return arm.equals(Comparison.OURS) ? "ours" : Comparison.isOurs(arm) ? "variant" : "peer";
    }
}

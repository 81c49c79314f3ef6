package io.millrace.benchmarks.report;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A picture in SVG. Its colours are those of Okabe and Ito, which the colour-blind can tell apart; it has a background of its own, which is dark for who
 * prefers that, so that it can be read on any page.
 */
final class Svg {

    /** Where a text has its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    static final int FONT_SIZE = 13;

    /** Fonts differ by reader; few have letters that are wider on average. */
    private static final double WIDTH_OF_LETTER = 0.6 * FONT_SIZE;

    private static final double WIDTH_OF_CAPITAL = 0.75 * FONT_SIZE;

    private static final String STYLE = """
              <style>
                text { font: 13px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #1f2328 }
                .head { font-size: 17px; font-weight: 600 }
                .strong { font-weight: 600 }
                .faint { fill: #59636e }
                .page { fill: #ffffff }
                .grid { stroke: #d1d9e0; stroke-width: 1 }
                .axis, .whisker { stroke: #1f2328; stroke-width: 1.2 }
                .curve { fill: none; stroke-width: 1.8 }
                .ours { fill: #0072b2; stroke: #0072b2 }
                .variant { fill: #56b4e9; stroke: #56b4e9 }
                .peer { fill: #8c959f; stroke: #8c959f }
                .loss { fill: #d55e00; stroke: #d55e00 }
                .peer0 { fill: #009e73; stroke: #009e73 }
                .peer1 { fill: #cc79a7; stroke: #cc79a7 }
                .peer2 { fill: #e69f00; stroke: #e69f00 }
                .peer3 { fill: #8c959f; stroke: #8c959f }
                .curve.ours { stroke-width: 3.2 }
                .curve.variant { stroke-width: 2.4 }
                .curve.ours, .curve.variant, .curve.peer0, .curve.peer1, .curve.peer2, .curve.peer3 { fill: none }
                .dash1 { stroke-dasharray: 7 3 }
                .dash2 { stroke-dasharray: 2 3 }
                .dash3 { stroke-dasharray: 9 3 2 3 }
                text.ours, text.loss { stroke: none; font-weight: 600 }
                @media (prefers-color-scheme: dark) {
                  text { fill: #e6edf3 }
                  .faint { fill: #9198a1 }
                  .page { fill: #0d1117 }
                  .grid { stroke: #3d444d }
                  .axis, .whisker { stroke: #e6edf3 }
                  .ours { fill: #3aa0e0; stroke: #3aa0e0 }
                  .variant { fill: #9bd3f5; stroke: #9bd3f5 }
                  .loss { fill: #ff8a3d; stroke: #ff8a3d }
                }
              </style>
            """;

    private final StringBuilder elements = new StringBuilder();
    private final Formatter out = new Formatter(elements, Locale.ROOT);
    private final int width;
    private final String title;
    private final String description;

    /**
     * An empty picture.
     *
     * @param description all that can be seen, for who cannot see it
     */
    Svg(int width, String title, String description) {
        this.width = width;
        this.title = title;
        this.description = description;
    }

    /** Returns about how many pixels a text takes. */
    static double widthOf(String text) {
        return text.chars()
                .mapToDouble(letter -> Character.isUpperCase(letter) ? WIDTH_OF_CAPITAL : WIDTH_OF_LETTER)
                .sum();
    }

    void rectangle(String style, double x, double y, double wide, double high) {
        out.format(
                "  <rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                style, x, y, wide, high);
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        out.format("  <line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", style, x1, y1, x2, y2);
    }

    void circle(String style, double x, double y, double radius) {
        out.format("  <circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>\n", style, x, y, radius);
    }

    /** Draws a line through points, each of which is x and y. */
    void curve(String style, List<double[]> points) {
        String places = points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", point[0], point[1]))
                .collect(Collectors.joining(" "));
        out.format("  <polyline class=\"curve %s\" points=\"%s\"/>\n", style, places);
    }

    /** Writes a text whose letters stand on a height. */
    void text(String style, Anchor anchor, double x, double y, String text) {
        out.format(
                "  <text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                style, x, y, anchor.name().toLowerCase(Locale.ROOT), escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Returns the picture, which ends at a height. */
    String end(double height) {
        String begin = String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%.0f\" viewBox=\"0 0 %d %.0f\" role=\"img\">\n",
                width,
                height,
                width,
                height);
        String page = "  <rect class=\"page\" width=\"100%\" height=\"100%\"/>\n";
        String words = "  <title>" + escaped(title) + "</title>\n  <desc>" + escaped(description) + "</desc>\n";
        return begin + words + STYLE + page + elements + "</svg>\n";
    }
}

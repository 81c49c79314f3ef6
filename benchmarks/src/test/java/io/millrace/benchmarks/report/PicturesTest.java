package io.millrace.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What can be seen in pictures of results of two JDKs, with as many arms as there are. */
final class PicturesTest {

    private static final String BARS = "work-in-parallel-results-in-order-time-an-item-takes.svg";
    private static final String LINES = "what-an-item-costs-against-its-work.svg";
    private static final String PERCENTILES = "how-late-tasks-start-that-come-one-by-one.svg";

    @TempDir
    private static Path directory = Path.of("");

    private static Results results = new Results();
    private static SortedMap<String, String> pictures = Collections.emptySortedMap();

    @BeforeAll
    static void make() throws IOException {
        MadeUp.writeTo(directory);
        results = Results.read(directory);
        pictures = new Page(BenchReport.template(), results, directory.resolve("page.md")).pictures();
    }

    @Test
    void shouldBeReadable() {
        assertTrue(pictures.size() > 10, pictures.keySet()::toString);
        pictures.forEach((name, svg) -> {
            Picture picture = Picture.parse(svg);
            assertEquals(List.of(), picture.faults(), name);
            assertTrue(picture.texts().size() > 20, name);
            assertTrue(svg.contains("prefers-color-scheme: dark"), name);
            assertTrue(svg.contains(" is better"), name);
        });
    }

    @Test
    void shouldTellAllFiguresToWhoCannotSeeThem() {
        Picture bars = picture(BARS);
        assertEquals("Work in parallel, results in order: time an item takes", bars.first("title"));
        for (Comparison comparison : ordered()) {
            comparison
                    .byJdk()
                    .forEach((jdk, arms) -> arms.values()
                            .forEach(measured -> assertTrue(bars.first("desc")
                                    .contains(measured.figure().arm() + " "
                                            + Amount.of(
                                                    measured.figure().value(),
                                                    measured.figure().error()) + " ns/op"))));
        }
    }

    @Test
    void shouldDrawBarsAsLongAsTheirFigures() {
        List<Element> bars = picture(BARS).elements("rect", "").stream()
                .filter(bar -> bar.getAttribute("height").equals("14.0"))
                .toList();
        int next = 0;
        for (Comparison comparison : ordered()) {
            double scale = Double.NaN;
            for (int jdk : results.jdks()) {
                for (String arm : comparison.arms()) {
                    double value =
                            Objects.requireNonNull(comparison.figure(jdk, arm)).value();
                    double width = Picture.number(bars.get(next), "width");
                    scale = Double.isNaN(scale) ? width / value : scale;
                    assertEquals(
                            value * scale, width, Math.max(0.5, value * scale / 20), comparison.parameters() + arm);
                    String style = bars.get(next).getAttribute("class");
                    assertEquals(comparison.isLoss(jdk, "millrace", arm), style.equals("loss"), arm);
                    assertEquals(arm.equals("millrace"), style.equals("ours"), arm);
                    next++;
                }
            }
        }
        assertEquals(bars.size(), next);
    }

    @Test
    void shouldWriteTheFigureBesideEachBarAndMarkLosses() {
        List<String> texts =
                picture(BARS).texts().stream().map(Picture.Box::text).toList();
        int losses = 0;
        for (Comparison comparison : ordered()) {
            for (int jdk : results.jdks()) {
                for (String arm : comparison.arms()) {
                    var figure = Objects.requireNonNull(comparison.figure(jdk, arm));
                    boolean isLoss = comparison.isLoss(jdk, "millrace", arm);
                    assertTrue(
                            texts.contains(Amount.of(figure.value(), figure.error()) + (isLoss ? " loss" : "")), arm);
                    losses += isLoss ? 1 : 0;
                }
            }
        }
        assertTrue(losses > 2, "the results have losses");
        assertEquals(
                losses,
                texts.stream().filter(text -> text.matches("\\d.* loss")).count());
    }

    @Test
    void shouldDrawErrorsAroundTheEndsOfBars() {
        Picture bars = picture(BARS);
        Element bar = bars.elements("rect", "ours").get(1);
        double end = Picture.number(bar, "x") + Picture.number(bar, "width");
        double middle = Picture.number(bar, "y") + 7;
        List<Element> whiskers = bars.elements("line", "whisker").stream()
                .filter(line -> Picture.number(line, "y1") == middle && Picture.number(line, "y2") == middle)
                .filter(line -> Math.abs(Picture.number(line, "x1") + Picture.number(line, "x2") - 2 * end) < 0.3)
                .toList();
        assertEquals(1, whiskers.size());
        double length = Picture.number(whiskers.get(0), "x2") - Picture.number(whiskers.get(0), "x1");
        assertEquals(Picture.number(bar, "width") / 10, length, 0.3, "an error of a twentieth to both sides");
    }

    @Test
    void shouldDrawACurveForEachArmAndMarkWhereItIsBetter() {
        Picture lines = picture(LINES);
        assertEquals(2 * 6, lines.elements("polyline", "curve").size());
        assertEquals(2, lines.elements("polyline", "ours").size());
        List<String> shown = List.of("forkJoinFutures", "padataForkJoin", "disruptorYielding", "oneThread");
        List<String> bodies = List.of("NONE", "TENTH", "MICROSECOND", "TEN");
        int losses = 0;
        for (Comparison comparison :
                results.select(new Selection("OrderedPipelineBenchmark", Map.of("body", bodies)))) {
            for (int jdk : results.jdks()) {
                losses += (int) shown.stream()
                        .filter(arm -> comparison.isLoss(jdk, "millrace", arm))
                        .count();
            }
        }
        assertEquals(losses + 1, lines.elements("circle", "loss").size(), "with that of the legend");
    }

    @Test
    void shouldLetCurvesOfPercentilesRise() {
        List<Element> curves = picture(PERCENTILES).elements("polyline", "curve");
        assertEquals(2 * 3 * 3, curves.size());
        for (Element curve : curves) {
            double x = Double.NEGATIVE_INFINITY;
            double y = Double.POSITIVE_INFINITY;
            for (String point : curve.getAttribute("points").split(" ")) {
                String[] places = point.split(",");
                assertTrue(Double.parseDouble(places[0]) >= x && Double.parseDouble(places[1]) <= y, point);
                x = Double.parseDouble(places[0]);
                y = Double.parseDouble(places[1]);
            }
        }
    }

    private List<Comparison> ordered() {
        return results.select(
                new Selection("OrderedPipelineBenchmark", Map.of("body", List.of("NONE", "TENTH", "MICROSECOND"))));
    }

    private Picture picture(String name) {
        return Picture.parse(Objects.requireNonNull(pictures.get(name), name));
    }
}

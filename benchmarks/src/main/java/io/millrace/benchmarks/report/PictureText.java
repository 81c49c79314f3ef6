package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.Figure;
import java.util.ArrayList;
import java.util.List;

/** What pictures say in words. */
final class PictureText {

    private PictureText() {}

    /** Which direction is better, and in which unit; nothing where there is nothing to compare. */
    static String direction(List<Comparison> comparisons) {
        if (comparisons.isEmpty()) {
            return "";
        }
        Figure any = comparisons.get(0).any();
        return any.unit() + ", " + (any.isMoreBetter() ? "more" : "less") + " is better";
    }

    /** The same of multiples of an arm. */
    static String multiples(String arm) {
        return "times as fast as " + arm + ", more is better";
    }

    /** Parameters that differ between comparisons; what they have in common stands in the title. */
    static String parameters(Comparison comparison, List<Comparison> all) {
        List<String> words = new ArrayList<>();
        comparison.parameters().forEach((name, value) -> {
            if (all.stream()
                            .map(other -> other.parameters().get(name))
                            .distinct()
                            .count()
                    > 1) {
                words.add(name + " " + value);
            }
        });
        return String.join(", ", words);
    }

    /** All figures, for who cannot see them. */
    static String description(List<Comparison> comparisons) {
        List<String> sentences = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            String of = parameters(comparison, comparisons);
            comparison.byJdk().forEach((jdk, ofJdk) -> {
                List<String> arms = new ArrayList<>();
                ofJdk.values().forEach(measured -> {
                    Figure figure = measured.figure();
                    arms.add(figure.arm() + " " + Amount.of(figure.value(), figure.error()) + " " + figure.unit());
                });
                sentences.add("JDK " + jdk + (of.isEmpty() ? "" : ", " + of) + ": " + String.join("; ", arms) + ".");
            });
        }
        return String.join(" ", sentences);
    }
}

package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.Figure;
import io.millrace.benchmarks.results.GoalFigure;
import io.millrace.benchmarks.results.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All files of results in a directory and below, of every JDK. Goals are those of the files of goals, and figures those of all others: what a goal was judged
 * by was measured for less long.
 */
final class Results {

    private final SortedMap<Path, ResultFile> files = new TreeMap<>();

    /** What was wanted of one goal on each JDK. */
    record Goal(int number, String what, SortedMap<Integer, GoalFigure> byJdk) {}

    /**
     * Reads the files.
     *
     * @throws IOException if one cannot be read, or if two have the same figure of the same JDK; the message is a sentence
     */
    static Results read(Path directory) throws IOException {
        Results results = new Results();
        if (Files.exists(directory)) {
            try (Stream<Path> found = Files.walk(directory)) {
                for (Path file :
                        found.filter(path -> path.toString().endsWith(".json")).toList()) {
                    results.files.put(file, ResultFile.read(file));
                }
            }
        }
        results.requireEachOnce();
        return results;
    }

    private void requireEachOnce() throws IOException {
        Map<String, Path> seen = new TreeMap<>();
        for (Map.Entry<Path, ResultFile> file : files.entrySet()) {
            String jdk = "JDK " + jdk(file.getValue()) + ", ";
            for (Figure figure : figures(file.getValue())) {
                requireNew(seen, jdk + figure.name(), file.getKey());
            }
            for (GoalFigure goal : goals(file.getValue())) {
                requireNew(seen, jdk + "goal " + goal.goal() + ", " + goal.what(), file.getKey());
            }
        }
    }

    private static List<Figure> figures(ResultFile file) {
        return isOfGoals(file) ? List.of() : file.figures();
    }

    private static List<GoalFigure> goals(ResultFile file) {
        return isOfGoals(file) ? file.goals() : List.of();
    }

    private static boolean isOfGoals(ResultFile file) {
        return file.kind().equals(ResultFile.GOALS);
    }

    private static void requireNew(Map<String, Path> seen, String what, Path file) throws IOException {
        Path earlier = seen.put(what, file);
        if (earlier != null) {
            throw new IOException("expected each figure once, found " + what + " in " + earlier + " and in " + file);
        }
    }

    SortedMap<Path, ResultFile> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** Returns the numbers of the JDKs that anything was measured with. */
    SortedSet<Integer> jdks() {
        SortedSet<Integer> jdks = new TreeSet<>();
        files.values().forEach(file -> jdks.add(jdk(file)));
        return jdks;
    }

    private static int jdk(ResultFile file) {
        return file.environment().jdk().feature();
    }

    /** Returns the figures that tables and pictures are for. */
    List<Figure> figures() {
        return files.values().stream().flatMap(file -> figures(file).stream()).toList();
    }

    /** Returns a comparison for each set of parameters, in the order of the selection; all have the same unit. */
    List<Comparison> select(Selection selection) {
        Map<Map<String, String>, Comparison> byParameters = new LinkedHashMap<>();
        files.forEach((path, file) -> figures(file).stream()
                .filter(selection::holds)
                .forEach(figure -> byParameters
                        .computeIfAbsent(
                                figure.parameters(),
                                parameters -> new Comparison(selection.group(), parameters, new TreeMap<>()))
                        .add(jdk(file), new Measured(path, figure))));
        return byParameters.values().stream()
                .sorted((one, other) -> selection.compare(one.parameters(), other.parameters()))
                .toList();
    }

    /** Returns the goals by their numbers, those of one number in the order in which they were judged. */
    List<Goal> goals() {
        Map<String, Goal> byWhat = new LinkedHashMap<>();
        files.values()
                .forEach(file -> goals(file)
                        .forEach(figure -> byWhat.computeIfAbsent(
                                        figure.goal() + " " + figure.what(),
                                        first -> new Goal(figure.goal(), figure.what(), new TreeMap<>()))
                                .byJdk()
                                .put(jdk(file), figure)));
        List<Goal> goals = new ArrayList<>(byWhat.values());
        goals.sort((one, other) -> Integer.compare(one.number(), other.number()));
        return goals;
    }
}

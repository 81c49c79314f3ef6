package io.millrace.samples.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source tree that the tests run in: the documents, and the tests that they name. */
final class SourceTree {

    private static final Pattern TEST_SOURCES = Pattern.compile("/src/(test|jcstress)/java/");
    private static final Pattern ABSTRACT = Pattern.compile("\\babstract class ");
    private static final Pattern TEST_ANNOTATION = Pattern.compile(
            "@(Test|SimulatedTest|JCStressTest|ParameterizedTest|RepeatedTest|TestFactory|Property|Example)\\b");

    private final Path root;
    private final Map<String, String> testsByClass = new HashMap<>();

    private SourceTree(Path root) {
        this.root = root;
        for (Path file : filesBelow(root, ".java")) {
            if (TEST_SOURCES.matcher(file.toString().replace('\\', '/')).find()) {
                String name = file.getFileName().toString();
                testsByClass.merge(name.substring(0, name.length() - ".java".length()), read(file), String::concat);
            }
        }
    }

    /** Returns the tree that the working directory lies in. */
    static SourceTree here() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/features.md"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException(
                        "not in the source tree: " + Path.of("").toAbsolutePath());
            }
        }
        return new SourceTree(directory);
    }

    /** Returns the documents below {@code docs}. */
    List<Path> documents() {
        return filesBelow(root.resolve("docs"), ".md");
    }

    Path document(String name) {
        return root.resolve("docs").resolve(name);
    }

    /** Returns the text of a test class. */
    String test(String className) {
        return Objects.requireNonNull(testsByClass.get(className), className);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    /**
     * Returns whether {@code Class#method} is a test that runs: in an abstract suite only if another class extends it. Of stress tests, each is a class in
     * another, {@code Class#Nested}.
     */
    boolean hasTest(String reference) {
        String[] parts = reference.split("#", -1);
        String text = testsByClass.getOrDefault(parts[0], "");
        int method = text.indexOf(" void " + parts[1] + "(");
        if (method < 0) {
            method = text.indexOf(" class " + parts[1] + " {");
        }
        if (method < 0) {
            return false;
        }
        // Members stand apart by a blank line, so what belongs to the method begins there.
        String head = text.substring(Math.max(0, text.lastIndexOf("\n\n", method)), method);
        return TEST_ANNOTATION.matcher(head).find() && (!isAbstract(text) || isExtended(parts[0]));
    }

    private static boolean isAbstract(String text) {
        return ABSTRACT.matcher(text).find();
    }

    private boolean isExtended(String suite) {
        Pattern extension = Pattern.compile("\\bextends " + suite + "\\b");
        return testsByClass.entrySet().stream()
                .filter(other -> extension.matcher(other.getValue()).find())
                .anyMatch(other -> !isAbstract(other.getValue()) || isExtended(other.getKey()));
    }

    /** Returns the files below a directory whose names end in one of some ways. */
    List<Path> filesBelow(String directory, String... endings) {
        return Stream.of(endings)
                .flatMap(ending -> filesBelow(root.resolve(directory), ending).stream())
                .toList();
    }

    private static List<Path> filesBelow(Path directory, String ending) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !directory.relativize(file).toString().contains("target"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

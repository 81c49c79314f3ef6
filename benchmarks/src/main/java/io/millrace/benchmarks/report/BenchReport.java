package io.millrace.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./millrace bench report}: makes the document of benchmarks of the committed results. */
@Command(
        name = "report",
        description =
                "Makes the document of benchmarks, with its tables and pictures, of the files of results of all JDKs.")
public final class BenchReport implements Callable<Integer> {

    private static final String TEMPLATE = "benchmarks.md";

    @Option(
            names = "--results",
            paramLabel = "DIRECTORY",
            defaultValue = "docs/results",
            description = "Where the results are, and below (default: ${DEFAULT-VALUE}).")
    private Path results = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "docs/benchmarks.md",
            description = "The document; its pictures are put into " + Page.PICTURES
                    + " beside it (default: ${DEFAULT-VALUE}).")
    private Path document = Path.of("");

    @Option(names = "--check", description = "Writes nothing, and fails if the document is not what the results give.")
    private boolean check;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path directory = document.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new ParameterException(
                    spec.commandLine(), "expected --out FILE in a directory that is there, found " + document);
        }
        Map<Path, String> made = make();
        List<Path> different = different(made);
        if (!check) {
            write(made, different);
        } else if (!different.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("millrace bench report: expected what the results give in " + different.get(0)
                            + ", found something else; ./millrace bench report makes it");
            spec.commandLine().getErr().flush();
            return 1;
        }
        return 0;
    }

    /** Returns the texts of all files. */
    private Map<Path, String> make() throws IOException {
        Map<Path, String> made = new TreeMap<>();
        Page page;
        try {
            page = new Page(template(), Results.read(results), document);
        } catch (IOException broken) {
            throw new ParameterException(spec.commandLine(), Objects.toString(broken.getMessage()), broken);
        }
        made.put(document, page.text());
        page.pictures().forEach((name, svg) -> made.put(pictures().resolve(name), svg));
        return made;
    }

    static String template() throws IOException {
        try (InputStream resource = BenchReport.class.getResourceAsStream(TEMPLATE)) {
            return new String(
                    Objects.requireNonNull(resource, "it is in this package").readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path pictures() {
        return document.resolveSibling(Page.PICTURES);
    }

    /** Returns the files that are not as they were made, and pictures that no longer are. */
    private List<Path> different(Map<Path, String> made) throws IOException {
        List<Path> different = new ArrayList<>();
        for (Map.Entry<Path, String> file : made.entrySet()) {
            if (!Files.exists(file.getKey()) || !Files.readString(file.getKey()).equals(file.getValue())) {
                different.add(file.getKey());
            }
        }
        if (Files.exists(pictures())) {
            try (Stream<Path> found = Files.list(pictures())) {
                found.filter(picture -> !made.containsKey(picture)).sorted().forEach(different::add);
            }
        }
        return different;
    }

    private void write(Map<Path, String> made, List<Path> different) throws IOException {
        for (Path file : different) {
            String text = made.get(file);
            if (text == null) {
                Files.delete(file);
            } else {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, text);
            }
            spec.commandLine().getOut().println((text == null ? "removed " : "wrote ") + file);
        }
        spec.commandLine().getOut().flush();
    }
}

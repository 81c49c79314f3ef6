package io.millrace.mutants;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes the classes of a mutant: the one source file that is changed, compiled against the rest as it is. */
final class Planting {

    private final Path root;
    private final String classPath;

    Planting(Path root, String classPath) {
        this.root = root;
        this.classPath = classPath;
    }

    /**
     * Compiles a mutant.
     *
     * @param folder where its source and its classes go
     * @return the folder of the classes
     * @throws IllegalStateException if the code has changed, so that the mutant does not fit any more
     */
    Path plant(Mutant mutant, Path folder) throws IOException {
        Path changed = Files.createDirectories(folder.resolve("source")).resolve(mutant.sourceName());
        Files.writeString(changed, mutate(mutant));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(mutant, changed, classes);
        return classes;
    }

    private String mutate(Mutant mutant) throws IOException {
        String source = Files.readString(root.resolve(mutant.source()));
        int at = source.indexOf(mutant.original());
        if (at < 0 || source.indexOf(mutant.original(), at + 1) >= 0) {
            throw new IllegalStateException("code has changed, mend the mutant: its original must stand in the file "
                    + (at < 0 ? "and does not" : "once and stands there more often") + ": number=" + mutant.number()
                    + ", name=" + mutant.name() + ", file=" + mutant.source());
        }
        return source.substring(0, at)
                + mutant.replacement()
                + source.substring(at + mutant.original().length());
    }

    private void compile(Mutant mutant, Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "mutants are compiled, run with a JDK: java.home=" + System.getProperty("java.home"));
        }
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "--release", "17", "-g", "-nowarn", "-proc:none", "-d", classes.toString(), "-classpath", classPath);
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean isCompiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!isCompiled) {
                throw new IllegalStateException("mutant does not compile, mend it: number=" + mutant.number()
                        + ", name=" + mutant.name() + ", file=" + mutant.source() + "\n" + said);
            }
        }
    }
}

package io.millrace.mutants;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the project and the tests of its modules are. */
final class ProjectFiles {

    private static final List<String> MODULES = List.of("device-backend/software", "executor-api");

    private ProjectFiles() {}

    /** Returns the root of the project, which the build says. */
    static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("millrace.root"), "millrace.root"))
                .toAbsolutePath()
                .normalize();
    }

    /** Returns the class path of this process, and the compiled tests of the modules. */
    static String classPath() {
        String target = System.getProperty("millrace.target", "target");
        Stream<String> tests = MODULES.stream().map(module -> compiledTests(module, target));
        return Stream.concat(Stream.of(ownClassPath()), tests).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the class path of this process, with absolute entries: others are at home in another folder. */
    static String ownClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String compiledTests(String module, String target) {
        Path tests = root().resolve(module).resolve(target).resolve("test-classes");
        if (!Files.isDirectory(tests)) {
            throw new IllegalStateException(
                    "tests of a module are not compiled, run mvn -B -Pmutants verify for all of them: missing="
                            + tests);
        }
        return tests.toString();
    }
}

package io.millrace.mutants;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The mutants of this module, in the order of their numbers. */
final class MutantFiles {

    private MutantFiles() {}

    static List<Mutant> all() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(MutantFiles.class.getResource("/mutants"), "mutants");
        return in(Path.of(folder.toURI()));
    }

    static List<Mutant> in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.sorted().toList();
        }
        List<Mutant> mutants = new ArrayList<>();
        for (Path file : files) {
            Mutant mutant = Mutant.parse(file.getFileName().toString(), Files.readString(file));
            if (mutant.number() != mutants.size() + 1) {
                throw new IllegalArgumentException("mutants are numbered from 1 on without gaps: expected="
                        + (mutants.size() + 1) + ", number=" + mutant.number() + ", file=" + file);
            }
            mutants.add(mutant);
        }
        return mutants;
    }
}

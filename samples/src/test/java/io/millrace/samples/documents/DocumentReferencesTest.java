package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds what documents refer to against the source tree: tests by name, and other files by link. */
class DocumentReferencesTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+#\\w+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final SourceTree TREE = SourceTree.here();

    @Test
    void shouldNameOnlyTestsThatRun() {
        assertEquals(List.of(), missing(TEST, document -> TREE::hasTest));
    }

    @Test
    void shouldLinkOnlyToFilesThatExist() {
        assertEquals(List.of(), missing(LINK, document -> link -> Files.exists(document.resolveSibling(link))));
    }

    @Test
    void shouldFindSomethingToCheck() {
        assertTrue(missing(TEST, document -> test -> false).size() > 10, "tests named in the documents");
        assertTrue(missing(LINK, document -> link -> false).size() > 5, "links in the documents");
    }

    private interface Check {
        boolean exists(String reference);
    }

    private static List<String> missing(Pattern pattern, Function<Path, Check> checks) {
        return TREE.documents().stream()
                .flatMap(document -> pattern.matcher(SourceTree.read(document))
                        .results()
                        .map(found -> found.group(1))
                        .filter(reference -> !checks.apply(document).exists(reference))
                        .map(reference -> document.getFileName() + " refers to " + reference))
                .distinct()
                .toList();
    }
}

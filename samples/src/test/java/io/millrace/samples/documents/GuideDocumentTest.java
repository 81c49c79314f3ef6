package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds the blocks of Java and of configuration of {@code docs/guide.md} and {@code README.md} against the marked regions of
 * {@link GuideExamplesTest}, {@link OrderedExamplesTest}, {@link CipherExamplesTest}, {@link BooksExampleTest}, {@link StageExamplesTest}, {@link PadataExamplesTest}, {@link SimulationExamplesTest},
 * {@link TestKitExamplesTest}, the test of the gatherer, and of the applications.
 */
class GuideDocumentTest {

    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- ([^\\n]+) -->\\n)?```(?:java|hocon)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REGION =
            Pattern.compile("\\n( *)(?://|#) begin ([^\\n]+)\\n(.*?)\\n *(?://|#) end \\2\\n", Pattern.DOTALL);

    @Test
    void shouldShowOnlyCodeThatIsCompiledAndRun() {
        SourceTree tree = SourceTree.here();
        String pages = SourceTree.read(tree.document("guide.md")) + SourceTree.read(tree.document("../README.md"));
        Map<String, String> compiled = regions(tree.test("GuideExamplesTest"));
        compiled.putAll(regions(tree.test("OrderedExamplesTest")));
        compiled.putAll(regions(tree.test("CipherExamplesTest")));
        compiled.putAll(regions(tree.test("StageExamplesTest")));
        compiled.putAll(regions(tree.test("PadataExamplesTest")));
        compiled.putAll(regions(tree.test("SimulationExamplesTest")));
        compiled.putAll(regions(tree.test("TestKitExamplesTest")));
        compiled.putAll(regions(tree.test("OrderedGatherersTest")));
        compiled.putAll(regions(tree.test("BooksExampleTest")));
        for (Path file : tree.filesBelow("samples/applications/src", ".java", ".conf")) {
            compiled.putAll(regions(SourceTree.read(file)));
        }
        assertEquals(compiled, blocks(pages));
    }

    @Test
    void shouldCatchABlockThatDiffers() {
        String source = "class A {\n    // begin a\n    int a;\n\n        int b;\n    // end a\n}\n";
        assertEquals(Map.of("a", "int a;\n\n    int b;\n"), regions(source));
        assertEquals(regions(source), blocks("text\n<!-- a -->\n```java\nint a;\n\n    int b;\n```\n"));
        assertFalse(regions(source).equals(blocks("<!-- a -->\n```java\nint a;\n    int b;\n```\n")));
        assertFalse(regions(source).equals(blocks("```java\nint a;\n\n    int b;\n```\n")));
        assertFalse(regions(source).equals(blocks("no block\n")));
    }

    private static Map<String, String> blocks(String document) {
        Map<String, String> blocks = new LinkedHashMap<>();
        Matcher block = BLOCK.matcher(document);
        while (block.find()) {
            String name = block.group(1) == null ? "block without a name" : block.group(1);
            blocks.merge(name, block.group(2), String::concat);
        }
        return blocks;
    }

    private static Map<String, String> regions(String source) {
        Map<String, String> regions = new LinkedHashMap<>();
        Matcher region = REGION.matcher(source);
        while (region.find()) {
            String code = region.group(3).replaceAll("(?m)^" + region.group(1), "");
            regions.merge(region.group(2), code + "\n", String::concat);
        }
        return regions;
    }
}

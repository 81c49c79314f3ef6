package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds {@code docs/features.md} against the master table and the tests of the source tree. */
class FeaturesDocumentTest {

    private static final SourceTree TREE = SourceTree.here();
    private static final List<String> LINES = SourceTree.lines(TREE.document("features.md"));

    @Test
    void shouldAccountForEveryRowTruly() {
        assertEquals(List.of(), FeatureList.mistakes(LINES, TREE::hasTest));
    }

    /** A check that cannot fail is a defect, so each kind of mistake is planted once. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "| 1 | a | planned |; | 1 | a | hoped for |",
                "| 1 | a | planned |; | 2 | a | planned |",
                "| 1 | a | planned |; | 213 | a | planned |",
                "| 1 | a | planned |; | 1 |  | planned |",
                "| 1 | a | planned |; | 1 | a | done |",
                "| 1 | a | planned | Pipelines. |; | 1 | a | planned | some day |",
                "| 3 | a | refused | because nobody wants it |; | 3 | a | refused | no |",
                "| 2 | a | done | `GoodTest#shouldWork` |; | 2 | a | done | it works |",
                "| 2 | a | done | `GoodTest#shouldWork` |; | 2 | a | done | `GoodTest#shouldFly` |",
                "| 4 | a |; | 4 |",
                "1 done; 2 done",
            })
    void shouldCatchAPlantedMistake(String original, String mistake) {
        String good = goodList();
        assertEquals(List.of(), FeatureList.mistakes(good.lines().toList(), "GoodTest#shouldWork"::equals));
        String bad = good.replace(original, mistake);
        assertFalse(bad.equals(good), "nothing was planted");
        assertFalse(
                FeatureList.mistakes(bad.lines().toList(), "GoodTest#shouldWork"::equals)
                        .isEmpty(),
                mistake);
    }

    @Test
    void shouldTellTestsThatRunFromOthers() {
        assertEquals(true, TREE.hasTest("FeaturesDocumentTest#shouldTellTestsThatRunFromOthers"));
        assertEquals(true, TREE.hasTest("FeaturesDocumentTest#shouldCatchAPlantedMistake"));
        assertEquals(true, TREE.hasTest("DomainStress#NewHappensBeforeDelivery"));
        assertEquals(false, TREE.hasTest("DomainStress#Plain"), "not a test");
        assertEquals(false, TREE.hasTest("FeaturesDocumentTest#goodList"), "not a test");
        assertEquals(false, TREE.hasTest("FeaturesDocumentTest#shouldNotExist"), "no such method");
        assertEquals(false, TREE.hasTest("NoSuchTest#shouldNotExist"), "no such class");
    }

    private static String goodList() {
        List<String> lines = new ArrayList<>();
        lines.add("1 done, 210 planned, 1 refused");
        for (int row = 1; row <= 212; row++) {
            lines.add(
                    switch (row) {
                        case 2 -> "| 2 | a | done | `GoodTest#shouldWork` |";
                        case 3 -> "| 3 | a | refused | because nobody wants it |";
                        default -> "| " + row + " | a | planned | Pipelines. |";
                    });
        }
        return String.join("\n", lines);
    }
}

package io.millrace.benchmarks.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Work;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OrderedArmsTest extends OrderedArmContract {

    @Override
    protected Set<String> arms() {
        return OrderedArms.all().keySet();
    }

    @Test
    void shouldNameTheArmsThatThereAre() {
        String message = assertThrows(IllegalArgumentException.class, () -> OrderedArms.open("nobody", 1, 1))
                .getMessage();
        assertEquals("no such arm: name=nobody, known=" + OrderedArms.all().keySet(), message);
    }

    @Test
    void shouldFindAnItemThatIsLost() {
        Numbers numbers = new Numbers(2, Work.of(Body.NONE));
        numbers.accept(0L);
        assertEquals(
                "items lost: expected=2, came=1",
                assertThrows(IllegalStateException.class, numbers::requireAll).getMessage());
    }
}

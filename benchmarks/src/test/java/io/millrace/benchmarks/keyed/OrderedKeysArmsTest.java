package io.millrace.benchmarks.keyed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.benchmarks.measure.Body;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each arm works on all items, those of a key in order, and hands all on in order; one that does not is found out. */
@Timeout(60)
final class OrderedKeysArmsTest {

    private static final int ITEMS = 20_000;

    static Set<String> arms() {
        return OrderedKeysArms.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("arms")
    void shouldKeepBothOrders(String name) throws Exception {
        KeyedItems items = new KeyedItems(ITEMS, 100, KeyDistribution.ZIPF, Body.NONE);
        try (OrderedKeysArm arm = OrderedKeysArms.all().get(name).open(2, 256)) {
            items.run(arm);
            items.run(arm);
        }
    }

    @Test
    void shouldVoidTheRunOfAnArmThatSwapsResults() {
        assertVoid("out of order: expected=0, came=1", items -> {
            items.work(items.item(0));
            items.work(items.item(1));
            items.accept(items.item(1));
        });
    }

    @Test
    void shouldVoidTheRunOfAnArmThatSwapsTheWorkOfAKey() {
        assertVoid("out of order: key=0, expected=2, came=0", items -> {
            items.work(items.item(1));
            items.work(items.item(0));
            items.accept(items.item(0));
            items.accept(items.item(1));
        });
    }

    @Test
    void shouldVoidTheRunOfAnArmThatLosesAnItem() {
        assertVoid("items lost: expected=2, came=1", items -> items.accept(items.work(items.item(0))));
    }

    private static void assertVoid(String expected, Sending sending) {
        KeyedItems items = new KeyedItems(2, 1, KeyDistribution.UNIFORM, Body.NONE);
        OrderedKeysArm arm = new OrderedKeysArm() {
            @Override
            public void run(KeyedItems all) {
                sending.send(all);
            }

            @Override
            public void close() {}
        };
        assertEquals(
                expected,
                assertThrows(IllegalStateException.class, () -> items.run(arm)).getMessage());
    }

    /** What an arm does with the items. */
    private interface Sending {
        void send(KeyedItems items);
    }
}

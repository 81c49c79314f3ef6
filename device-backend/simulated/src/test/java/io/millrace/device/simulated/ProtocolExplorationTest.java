package io.millrace.device.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The protocols of the software device between any two of its steps, as far as x86 shows them: accesses are taken as sequentially consistent, and fences are the business of the stress tests.
 *
 * <p>A fixed set of seeds, and a fresh one, whose first seed a failure names. {@link ProtocolSoak} runs as many as one wants.
 */
class ProtocolExplorationTest {

    private static final int SEEDS = Integer.getInteger("millrace.seeds", 100);

    private final Device device = WovenDevice.load();

    @ParameterizedTest
    @EnumSource(Protocols.class)
    void shouldHoldOnFixedSeeds(Protocols protocol) {
        assertEquals(SEEDS, Exploration.ofSeeds(SEEDS).check(simulation -> protocol.run(device)));
    }

    @ParameterizedTest
    @EnumSource(Protocols.class)
    void shouldHoldOnFreshSeeds(Protocols protocol) {
        assertEquals(
                SEEDS, Exploration.ofSeeds(SEEDS).from(System.nanoTime()).check(simulation -> protocol.run(device)));
    }
}

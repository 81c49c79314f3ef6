package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an executor does when all have left. */
class FarewellTest {

    @Test
    void shouldBidEveryFarewellThoughOneFails() throws Exception {
        List<String> said = new ArrayList<>();
        List<Throwable> told = new ArrayList<>();
        RuntimeException planned = new IllegalStateException("planned");
        Lifecycle lifecycle = new Lifecycle("farewells");
        lifecycle.beforeEnd(() -> said.add("first"));
        lifecycle.beforeEnd(() -> {
            throw planned;
        });
        lifecycle.beforeEnd(() -> said.add("last"));
        Thread thread = new Thread(lifecycle::bidFarewell);
        thread.setUncaughtExceptionHandler((dead, failure) -> told.add(failure));
        thread.start();
        thread.join();
        assertEquals(List.of("first", "last"), said);
        assertEquals(List.of(planned), told);
    }
}

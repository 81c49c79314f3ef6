package io.millrace.testkit;

import io.millrace.device.simulated.Strategy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test whose method is run in many {@linkplain io.millrace.device.simulated.Simulation simulations}, one for each seed, until it fails in one: the failure says in which, how to have the same
 * again, and who did what with as few decisions as were found to be needed.
 *
 * <p>The method may have parameters of the types {@link Recording}, a new one for each run, and {@link io.millrace.device.simulated.Simulation}, the one that it runs in; others come from other
 * extensions. It makes its executors itself, and closes them.
 *
 * <p><b>Lifecycle.</b> It is one test. The instance, and what runs before and after each test, are there once for all runs, and in real time: what they make is not simulated, and what the method leaves in
 * fields is there in the next run.
 *
 * <p><b>Threading.</b> Threads take turns where they call Millrace, and at {@link io.millrace.device.simulated.Simulation#pause()}. Between two such points nobody else runs.
 *
 * <p><b>Failure.</b> What fails a run is what the method throws; what a task throws does not, unless the method asks its future. A run in which an assumption fails is left out; if it fails in all, the test is aborted.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@ExtendWith(SimulatedTestExtension.class)
public @interface SimulatedTest {

    /** How many simulations there are. */
    long seeds() default 100;

    /** The first seed. */
    long from() default 0;

    /** How it is decided which thread goes on; seeds take these in turn. All there are, if none is named. */
    Strategy[] strategies() default {};

    /** Instead of all seeds the one run to have again, as the message of a failure shows it. It throws what the method throws. */
    String trace() default "";
}

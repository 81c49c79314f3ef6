/**
 * The contract of a device as abstract test suites, published as the test-jar of core. A device runs all of them unchanged through
 * subclasses that say nothing but which device it is. What a device lacks by its capabilities or limits is skipped with a printed
 * reason. The system property {@code millrace.scale} multiplies the sizes of the big runs, {@code millrace.watchdog.seconds} is the
 * longest life of one domain under test, and {@code millrace.patience.millis} is how long anything that is due may take.
 */
@NullMarked
package io.millrace.core.contract;

import org.jspecify.annotations.NullMarked;

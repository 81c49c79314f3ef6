/** Benchmarks beside tuned peers. Baselines stand in the class of what they are compared with, and every result is checked. */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;

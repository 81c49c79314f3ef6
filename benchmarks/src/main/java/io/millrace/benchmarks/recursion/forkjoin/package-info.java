/** The programs as tasks of {@code java.util.concurrent}. {@code ProgramsTest} holds them to those of the package beside, line by line. */
@NullMarked
package io.millrace.benchmarks.recursion.forkjoin;

import org.jspecify.annotations.NullMarked;

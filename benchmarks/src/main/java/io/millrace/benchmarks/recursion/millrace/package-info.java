/** The programs as tasks of {@code io.millrace.executor}. {@code ProgramsTest} holds them to those of the package beside, line by line. */
@NullMarked
package io.millrace.benchmarks.recursion.millrace;

import org.jspecify.annotations.NullMarked;

/** What is wanted of Millrace in figures, and how each is measured in about a minute: arms take turns in one process. */
@NullMarked
package io.millrace.benchmarks.goals;

import org.jspecify.annotations.NullMarked;

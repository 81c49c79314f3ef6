/** What benchmarks of all kinds share: work of a given length, schedules, latencies, what threads used, and where figures go. */
@NullMarked
package io.millrace.benchmarks.measure;

import org.jspecify.annotations.NullMarked;

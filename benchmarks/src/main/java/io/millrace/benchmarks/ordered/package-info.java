/** Work in parallel whose results come out in order: ours beside every peer a user could pick instead. */
@NullMarked
package io.millrace.benchmarks.ordered;

import org.jspecify.annotations.NullMarked;

/** Tasks that ask for nothing but a worker: what they cost in a pool, and how late they start. */
@NullMarked
package io.millrace.benchmarks.pools;

import org.jspecify.annotations.NullMarked;

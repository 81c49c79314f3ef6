/** Tasks of many keys, those of one key one after the other: throughput, and how late tasks of cold keys start. */
@NullMarked
package io.millrace.benchmarks.keyed;

import org.jspecify.annotations.NullMarked;

/** Peers that need a JDK newer than 17: virtual threads and gatherers. The benchmarks find them if they are on the class path. */
@NullMarked
package io.millrace.benchmarks.java25;

import org.jspecify.annotations.NullMarked;

/** Operations of the device by itself, in one thread, beside those of DPDK's software event devices. */
@NullMarked
package io.millrace.benchmarks.device;

import org.jspecify.annotations.NullMarked;

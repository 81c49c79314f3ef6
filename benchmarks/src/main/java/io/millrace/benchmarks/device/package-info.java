/** Operations of the device by itself, in one thread, beside those of DPDK's event_sw. */
@NullMarked
package io.millrace.benchmarks.device;

import org.jspecify.annotations.NullMarked;

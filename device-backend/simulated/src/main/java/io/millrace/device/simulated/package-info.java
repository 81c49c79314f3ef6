/**
 * The simulated device: the classes of the software device and of the executors above it, in virtual time, one thread at a time, on a schedule that comes from
 * a seed, so that a run can be had again.
 */
@NullMarked
package io.millrace.device.simulated;

import org.jspecify.annotations.NullMarked;

/**
 * A device over DPDK's eventdev, and so over the hardware that is behind it.
 *
 * <p>What there is here speaks to DPDK through a small library in C and tells {@link io.millrace.core.driver} what a driver has; the rest is the common part
 * of all devices. {@link io.millrace.device.eventdev.EventdevDriver} is the place to begin reading.
 */
@NullMarked
package io.millrace.device.eventdev;

import org.jspecify.annotations.NullMarked;

/** Tests of the monitor: the contract of all devices, planted faults, and what it costs. */
@NullMarked
package io.millrace.device.monitor;

import org.jspecify.annotations.NullMarked;

/**
 * The {@code evtest} command: runs a device with real threads, through its public interface, and holds it to its promises. The counterpart of
 * dpdk-test-eventdev.
 */
@NullMarked
package io.millrace.samples.evtest;

import org.jspecify.annotations.NullMarked;

/**
 * The default device: a load balancer in software, inside this process.
 *
 * <p>It has no thread of its own. Whoever finishes the head of an ordered flow drains the run behind it, whoever appends to an idle atomic flow makes it
 * ready, and the ports look for work where it lies. Entries, credits and ports are those of {@code io.millrace.core.domain}; here are its queues,
 * made by {@link io.millrace.device.software.SoftwareQueues}.
 */
@NullMarked
package io.millrace.device.software;

import org.jspecify.annotations.NullMarked;

/**
 * The default device: a load balancer in software, inside this process.
 *
 * <p>It has no thread of its own. Whoever finishes the head of an ordered flow drains the run behind it, whoever appends to an idle atomic flow makes it
 * ready, and the ports look for work where it lies. {@link io.millrace.device.software.SoftwareDomain} is the place to begin reading.
 */
@NullMarked
package io.millrace.device.software;

import org.jspecify.annotations.NullMarked;

/**
 * What all devices have in common below the interface by which they are driven: entries and their slots, credits, ports, links, waiting and waking, flushing,
 * the life of a domain, counters and reports.
 *
 * <p>Not for users: the package is exported to our own devices only. A device brings its queues, made by a {@link io.millrace.core.domain.QueueMaker}, and opens a
 * {@link io.millrace.core.domain.DeviceDomain} with them, which is the place to begin reading.
 */
@NullMarked
package io.millrace.core.domain;

import org.jspecify.annotations.NullMarked;

/**
 * A device over a driver: what schedules is somebody else, such as DPDK's eventdev, and speaks only of numbers.
 *
 * <pre>
 *                 ┌────────────────────── driver ───────────────────────┐
 *   NEW, FORWARD ─┼▶ way in ──▶ queue ──▶ lane ─┼──▶ any linked port ──▶ finished: RELEASE, or FORWARD out of an ordered queue
 *                 │                 └───▶ lane ─┼──▶         ▲                              │
 *                 └─────────────────────────────┼────────────┘◀── in the order of reading ──┘
 * </pre>
 *
 * <p>A driver has <em>events</em>, <em>queues</em> and <em>ports</em>, each of which belongs to one thread at a time. Here a port of the driver is either a
 * {@linkplain io.millrace.core.driver.WayIn way in} or a {@linkplain io.millrace.core.driver.Lane lane}, which is linked to one queue. Neither belongs to a
 * {@linkplain io.millrace.core.Port port} of the domain: whoever looks for work takes it from whichever lane has some, so that nothing lies behind a thread that is
 * busy. Entries, credits, waiting and the rest are those of {@link io.millrace.core.domain}; an event carries the number of a slot.
 *
 * <p>Not for users: the package is exported to our own devices only. {@link io.millrace.core.driver.EventDriver} is what a driver implements,
 * {@link io.millrace.core.driver.DriverQueues} the place to begin reading.
 */
@NullMarked
package io.millrace.core.driver;

import org.jspecify.annotations.NullMarked;

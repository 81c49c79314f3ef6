/**
 * The vocabulary of a device that balances load, and the interface by which it is driven.
 *
 * <pre>
 *   any thread ── NEW ──▶ Ingress ─┐
 *                                  ▼
 *                        ┌─ SchedulingDomain ──────────┐   dequeue
 *                        │  queue ── link ──▶ port 0 ──┼──────────▶ thread that owns port 0
 *                        │  queue ── link ──▶ port 1 ──┼──────────▶ thread that owns port 1
 *                        └──────▲──────────────────────┘              │
 *                               └──────── FORWARD, RELEASE, NEW ◀─────┘
 * </pre>
 *
 * <p>A {@linkplain io.millrace.core.Device device} opens {@linkplain io.millrace.core.SchedulingDomain domains}. A domain has <em>queues</em>, each of one
 * {@linkplain io.millrace.core.SchedulingType scheduling type}; <em>ports</em>, each driven by one thread at a time; <em>links</em>, which say from which
 * queues a port is served; and a fixed number of <em>credits</em>. An <em>entry</em> carries a reference to a payload. It takes a credit when it enters as
 * NEW, moves from queue to queue by FORWARD, and gives the credit back at its final RELEASE. Only NEW can be refused, so a full domain always drains.
 *
 * <p>The legal order of calls is: open, start, then NEW, dequeue, FORWARD and RELEASE in any mixture, then drain or stop, then close, or
 * reset and start again.
 */
@NullMarked
package io.millrace.core;

import org.jspecify.annotations.NullMarked;

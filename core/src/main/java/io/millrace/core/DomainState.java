package io.millrace.core;

/**
 * Where a domain is in its life.
 *
 * <pre>
 *   OPEN ── start ──▶ STARTED ── drain ──▶ DRAINING ── stop ──▶ STOPPED ── close ──▶ CLOSED
 *     ▲                  └────────────────── stop ────────────────▲ │
 *     └──────────────────────────────── reset ──────────────────────┘
 *   close leads to CLOSED from every state
 * </pre>
 */
public enum DomainState {

    /** Configured, takes nothing yet. */
    OPEN,

    /** Takes and delivers entries. The configuration is frozen; links may change, see {@link Port#link}. */
    STARTED,

    /** Takes no NEW entry; what is in flight goes on. */
    DRAINING,

    /** Takes nothing and delivers nothing. Held entries can still be finished. */
    STOPPED,

    /** Ended. */
    CLOSED
}

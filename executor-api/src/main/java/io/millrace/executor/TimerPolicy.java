package io.millrace.executor;

/**
 * What becomes of timers after {@code shutdown}.
 *
 * @param keepsDelayed whether a delayed task that is not due yet still runs
 * @param keepsPeriodic whether a periodic task goes on
 */
record TimerPolicy(boolean keepsDelayed, boolean keepsPeriodic) {}

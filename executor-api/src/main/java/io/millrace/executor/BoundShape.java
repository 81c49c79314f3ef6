package io.millrace.executor;

/** What was chosen for a {@link Bound}. */
record BoundShape(int queueLimit, long timeoutNanos, RejectedTaskHandler handler) {}

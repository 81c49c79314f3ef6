package io.millrace.executor;

/** A job whose parallel part has thrown, on its way to its place in order. */
record FailedJob(OrderedJob job, Throwable failure) {}

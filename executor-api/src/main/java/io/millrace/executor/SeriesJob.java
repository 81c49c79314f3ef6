package io.millrace.executor;

/** A job with the series that counts it: on its way to a stop, or found waiting by {@code shutdownNow}. */
record SeriesJob(SeriesFlow series, OrderedJob job) {}

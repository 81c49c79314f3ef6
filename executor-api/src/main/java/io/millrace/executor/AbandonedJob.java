package io.millrace.executor;

/** A job that shutdownNow found waiting, with the series that counts it. */
record AbandonedJob(SeriesFlow series, OrderedJob job) {}

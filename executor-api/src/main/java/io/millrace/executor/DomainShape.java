package io.millrace.executor;

/** The figures from which {@link DomainLayout} lays out a domain. */
record DomainShape(int workers, int credits, int reorderWindow, int seriesLimit, StartOrder startOrder) {}

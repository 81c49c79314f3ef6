package io.millrace.executor;

import io.millrace.core.WaitProfile;

/** The figures from which {@link DomainLayout} lays out a domain. */
record DomainShape(
        int workers, int credits, int reorderWindow, int seriesLimit, StartOrder startOrder, WaitProfile waitProfile) {}

package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.Refusal;

/** The address of a directed or priority view: all tasks have the same header. */
record PlainAddress(long header, int worker) implements Address {

    @Override
    public Refusal enter(Ingress ingress, ViewTask task) {
        return ingress.enqueue(header, task);
    }
}

package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.Refusal;

/** The address of an atomic view: the flow that the key has at the time. */
record KeyAddress(HashedKey key, KeyFlows flows) implements Address {

    @Override
    public Refusal enter(Ingress ingress, ViewTask task) {
        KeyFlow flow = flows.enter(key);
        if (flow == null) {
            return Refusal.NO_CREDIT;
        }
        task.enterFlow(flow);
        Refusal refusal = ingress.enqueue(DomainLayout.keyed(flow.id()), task);
        if (!refusal.accepted()) {
            task.leaveFlow();
        }
        return refusal;
    }

    @Override
    public int worker() {
        return Workforce.ANY;
    }
}

package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.Refusal;

/** A task of a directed or priority view. */
final class ViewTask extends Pending implements Arrival, Runnable {

    private static final long serialVersionUID = 1L;

    private final transient Address address;
    private final transient Entrance entrance;

    ViewTask(TaskView view, Runnable task, Address address, Entrance entrance) {
        super(view, task);
        this.address = address;
        this.entrance = entrance;
    }

    @Override
    boolean submit() {
        entrance.submit(this);
        return true;
    }

    @Override
    boolean needsItsWorker() {
        return worker() != Workforce.ANY;
    }

    @Override
    public Refusal enter(Ingress ingress) {
        Refusal refusal = address.enter(ingress, this);
        if (refusal.accepted()) {
            entrance.workforce().entered(worker());
        }
        return refusal;
    }

    @Override
    public int worker() {
        return address.worker();
    }

    @Override
    public void run() {
        perform();
    }
}

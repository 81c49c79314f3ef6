package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.Refusal;
import org.jspecify.annotations.Nullable;

/** A task of an atomic, directed or priority view. */
final class ViewTask extends Pending implements Arrival, Runnable {

    private static final long serialVersionUID = 1L;

    private final transient Address address;
    private final transient Entrance entrance;

    /** The flow of its key while it is in the device, if it has a key. Written before it enters, which orders it. */
    private transient @Nullable KeyFlow flow;

    ViewTask(TaskView view, Runnable task, Address address, Entrance entrance) {
        super(view, task);
        this.address = address;
        this.entrance = entrance;
    }

    @Override
    void submit() {
        entrance.submit(this);
    }

    @Override
    public Refusal enter(Ingress ingress) {
        return address.enter(ingress, this);
    }

    @Override
    public int worker() {
        return address.worker();
    }

    @Override
    public void run() {
        Runnable task = take();
        if (task != null) {
            try {
                task.run();
            } finally {
                ended();
            }
        }
    }

    void enterFlow(KeyFlow entered) {
        flow = entered;
    }

    /** Leaves the flow of its key, if it is in one. */
    void leaveFlow() {
        KeyFlow left = flow;
        if (left != null) {
            flow = null;
            left.leave();
        }
    }
}

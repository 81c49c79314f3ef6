package io.millrace.core;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A port that has another one do everything. A device that wraps another overrides what it adds to. */
public abstract class ForwardingPort implements Port {

    /** The port that does it. */
    protected final Port port;

    /** Creates one before another port. */
    protected ForwardingPort(Port port) {
        this.port = Objects.requireNonNull(port, "port");
    }

    @Override
    public int id() {
        return port.id();
    }

    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        return port.dequeue(burst, timeoutNanos);
    }

    @Override
    public Refusal enqueue(long header, Object payload) {
        return port.enqueue(header, payload);
    }

    @Override
    public int enqueue(Burst burst) {
        return port.enqueue(burst);
    }

    @Override
    public void forward(long entry, long header, @Nullable Object payload) {
        port.forward(entry, header, payload);
    }

    @Override
    public void release(long entry) {
        port.release(entry);
    }

    @Override
    public Refusal fragment(long entry, long header, Object payload) {
        return port.fragment(entry, header, payload);
    }

    @Override
    public void detach(long entry) {
        port.detach(entry);
    }

    @Override
    public void wake() {
        port.wake();
    }

    @Override
    public List<LinkConfiguration> links() {
        return port.links();
    }

    @Override
    public void link(LinkConfiguration link) {
        port.link(link);
    }

    @Override
    public boolean unlink(int queue) {
        return port.unlink(queue);
    }

    @Override
    public int unlinksInProgress() {
        return port.unlinksInProgress();
    }

    @Override
    public int quiesce(FlushCallback callback) {
        return port.quiesce(callback);
    }
}

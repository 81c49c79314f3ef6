package io.millrace.executor;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.Ingress;
import io.millrace.core.Refusal;
import java.util.function.UnaryOperator;

/** The default device, with something of a test's own around each NEW. */
final class DeviceWithIngress {

    /** Hands in one NEW entry, or does something else. */
    interface Entrance {
        Refusal enqueue(Ingress ingress, long header, Object payload);
    }

    private DeviceWithIngress() {}

    static Device of(Entrance entrance) {
        return Around.domains(
                UnaryOperator.identity(), part -> part instanceof Ingress ingress ? ingress(ingress, entrance) : part);
    }

    private static Ingress ingress(Ingress ingress, Entrance entrance) {
        return new Ingress() {
            @Override
            public Refusal enqueue(long header, Object payload) {
                return entrance.enqueue(ingress, header, payload);
            }

            @Override
            public int enqueue(Burst burst) {
                return ingress.enqueue(burst);
            }

            @Override
            public boolean awaitCredit(long timeoutNanos) throws InterruptedException {
                return ingress.awaitCredit(timeoutNanos);
            }

            @Override
            public void forward(long entry, long header, Object payload) {
                ingress.forward(entry, header, payload);
            }

            @Override
            public void release(long entry) {
                ingress.release(entry);
            }
        };
    }
}

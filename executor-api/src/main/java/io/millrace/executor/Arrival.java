package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.Refusal;

/** What may have to wait for the device: the task of a view, or a turn of a lane or of a series. */
interface Arrival {

    /** Enters, or says why it cannot at present. */
    Refusal enter(Ingress ingress);

    /** Returns the one worker that can take it, or {@link Workforce#ANY}. */
    default int worker() {
        return Workforce.ANY;
    }
}

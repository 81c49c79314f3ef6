package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.Refusal;

/** What enters the device in a way of its own; a {@code Runnable} that is none enters as an unordered task. */
interface Arrival {

    /** Enters, or says why it cannot at present. */
    Refusal enter(Ingress ingress);

    /** Returns the one worker that can take it, or {@link Workforce#ANY}. */
    int worker();
}

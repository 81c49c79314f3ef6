package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.Refusal;

/** Where the tasks of a view go. */
interface Address {

    /** Hands a task to the device. */
    Refusal enter(Ingress ingress, ViewTask task);

    /** Returns the one worker that can take it, or {@link Workforce#ANY}. */
    int worker();
}

package io.millrace.device.simulated;

import java.util.List;

/** What decides in a simulation. Called by one thread at a time. */
interface Decisions {

    /**
     * Decides.
     *
     * @param bound how many answers there are, at least two
     * @param ready for {@link Question#NEXT} those who can go on, in the order of the answers; else nobody
     * @return a number from 0 to {@code bound - 1}
     */
    int decide(Question question, int bound, List<Member> ready);
}

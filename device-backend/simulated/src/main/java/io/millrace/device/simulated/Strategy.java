package io.millrace.device.simulated;

/** How a simulation decides which thread goes on. What else there is to decide comes from the seed alone. */
public enum Strategy {
    /** Each of those who can go on is as likely as the others. */
    UNIFORM {
        @Override
        Decisions decisions(long seed) {
            return new SeededDecisions(seed);
        }
    },

    /**
     * Each thread has a priority by chance, and loses it at a few steps by chance: finds what needs few preemptions in the right places, with a probability that can be told (Burckhardt, Kothari,
     * Musuvathi and Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", 2010).
     */
    PCT {
        @Override
        Decisions decisions(long seed) {
            return new PrioritizedDecisions(seed);
        }
    },

    /** The thread that came last goes on first; in one of sixteen decisions any, as with those below. */
    REVERSE {
        @Override
        Decisions decisions(long seed) {
            return new AdverseDecisions(
                    seed, ready -> ready.stream().mapToInt(Member::number).max().orElseThrow());
        }
    },

    /** The thread that began its last task before all others goes on last: while it is at that, what is behind it in order waits. */
    STARVE_HEAD {
        @Override
        Decisions decisions(long seed) {
            return new AdverseDecisions(seed, AdverseDecisions::behindTheHead);
        }
    },

    /** One of the three threads that came first after the one that began, by the seed, goes on when no other can. */
    SLOW_WORKER {
        @Override
        Decisions decisions(long seed) {
            return new AdverseDecisions(seed, ready -> AdverseDecisions.allBut(seed, ready));
        }
    };

    abstract Decisions decisions(long seed);
}

package io.millrace.device.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Leaves out of a trace what it does not need to fail, first large parts and then small ones (delta debugging, Zeller and Hildebrandt 2002). What is left out is decided for the plainest.
 *
 * <p>An answer that is left out may change what is asked afterwards; then the trace means something else, and stays only if it fails as well.
 */
final class TraceShrinker {

    private final Predicate<Trace> fails;
    private int triesLeft;

    /** Creates one that asks at most so many times whether a trace fails. */
    TraceShrinker(Predicate<Trace> fails, int tries) {
        this.fails = fails;
        triesLeft = tries;
    }

    /** Returns the smallest trace that was found to fail; the given one, which does, if no other was found. */
    Trace shrink(Trace failing) {
        List<Trace.Answer> answers = failing.answers();
        int part = Math.max(1, answers.size());
        while (part > 0 && triesLeft > 0) {
            List<Trace.Answer> fewer = withoutParts(answers, part);
            // Once more with the same size, while that helps: what was needed before may not be now.
            part = fewer.size() < answers.size() && part <= fewer.size() ? part : part / 2;
            answers = fewer;
        }
        return new Trace(answers);
    }

    private List<Trace.Answer> withoutParts(List<Trace.Answer> all, int part) {
        List<Trace.Answer> answers = all;
        // From the end: what is left out there does not change what comes before.
        for (int end = answers.size(); end > 0; end -= part) {
            List<Trace.Answer> fewer = new ArrayList<>(answers.subList(0, Math.max(0, end - part)));
            fewer.addAll(answers.subList(end, answers.size()));
            if (triesLeft-- > 0 && fails.test(new Trace(fewer))) {
                answers = fewer;
            }
        }
        return answers;
    }
}

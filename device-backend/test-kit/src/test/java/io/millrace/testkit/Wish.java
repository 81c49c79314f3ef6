package io.millrace.testkit;

import io.millrace.device.simulated.Strategy;
import java.lang.annotation.Annotation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A simulated test as an annotation would say it. */
record Wish(long seeds, long from, String trace, Strategy... strategies) implements SimulatedTest {

    /** What a failure tells of the run with as little in it as is needed. */
    static final Pattern TRACE = Pattern.compile("@SimulatedTest\\(trace = \"(millrace-trace-1[^\"]*)\"\\)");

    /** Returns the one that the message of a failure tells of. */
    static Wish toldBy(String message) {
        Matcher told = TRACE.matcher(message);
        if (!told.find()) {
            throw new AssertionError("message tells of no trace: message=" + message);
        }
        return new Wish(1, 0, told.group(1));
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return SimulatedTest.class;
    }
}

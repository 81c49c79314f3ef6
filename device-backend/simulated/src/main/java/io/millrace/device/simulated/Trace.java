package io.millrace.device.simulated;

import java.util.ArrayList;
import java.util.List;

/**
 * What was decided in a simulation, where it was not the plainest: enough to have the same run again, of the same code.
 *
 * <p>As text it is one line: {@code millrace-trace-1}, and for each such decision how many decisions after the one before it came and what the answer was, as in {@code
 * millrace-trace-1 5=2 1=1 40=3}.
 */
public final class Trace {

    static final Trace PLAIN = new Trace(List.of());

    private static final String VERSION = "millrace-trace-1";

    /**
     * A decision.
     *
     * @param at how many there were before it
     * @param answer what was decided, above 0
     */
    record Answer(long at, int answer) {}

    private final List<Answer> answers;

    Trace(List<Answer> answers) {
        this.answers = List.copyOf(answers);
    }

    /**
     * Returns the trace that a text tells of.
     *
     * @throws IllegalArgumentException if it is no such text, or of another version
     */
    public static Trace parse(String text) {
        String[] words = text.trim().split("\\s+", -1);
        if (!words[0].equals(VERSION)) {
            throw new IllegalArgumentException("text is no trace that this version reads: expected=" + VERSION
                    + " and answers, text=" + shortened(text));
        }
        List<Answer> answers = new ArrayList<>();
        long at = 0;
        for (int i = 1; i < words.length; i++) {
            Answer answer = parseAnswer(words[i], at, answers.isEmpty());
            at = answer.at();
            answers.add(answer);
        }
        return new Trace(answers);
    }

    private static Answer parseAnswer(String word, long before, boolean first) {
        String[] parts = word.split("=", -1);
        try {
            long after = Long.parseLong(parts[0]);
            int answer = Integer.parseInt(parts[1]);
            if (parts.length == 2 && answer > 0 && after >= (first ? 0 : 1)) {
                return new Answer(Math.addExact(before, after), answer);
            }
        } catch (ArithmeticException | NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
            throw new IllegalArgumentException(
                    "not a decision of a trace: expected=number=number, word=" + word, malformed);
        }
        throw new IllegalArgumentException("not a decision of a trace: expected=number=number above 0, word=" + word);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    /** Returns how many decisions were not the plainest. */
    public int size() {
        return answers.size();
    }

    List<Answer> answers() {
        return answers;
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(VERSION);
        long before = 0;
        for (Answer answer : answers) {
            text.append(' ').append(answer.at() - before).append('=').append(answer.answer());
            before = answer.at();
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trace trace && answers.equals(trace.answers);
    }

    @Override
    public int hashCode() {
        return answers.hashCode();
    }
}

package io.millrace.device.simulated;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Who did what when in a run: as text, a column for each thread and a row for each thing that was done, the first above; as SVG, a row for each thread, and time from left to right. Of a long
 * run it shows the beginning.
 */
public final class Picture {

    static final Picture EMPTY = new Picture(List.of(), List.of());

    private static final int LINES_AT_THE_END = 40;
    private static final int COLUMN = 26;
    private static final int TIME = 10;
    private static final int NAME_WIDTH = 170;
    private static final int ROW_HEIGHT = 34;
    private static final int TURN_HEIGHT = 14;
    private static final int WIDTH = 1400;

    private final List<String> names;
    private final List<Log.Event> events;

    /** Made of what was written down, in order. */
    Picture(List<String> names, Collection<Log.Event> events) {
        this.names = List.copyOf(names);
        this.events = List.copyOf(events);
    }

    /** Returns its last lines, and the line above the first. */
    String ending() {
        List<String> lines = text().lines().toList();
        int left = Math.max(1, lines.size() - LINES_AT_THE_END);
        String above = left > 1 ? "\n(" + (left - 1) + " lines before)" : "";
        return lines.get(0) + above + "\n" + String.join("\n", lines.subList(left, lines.size()));
    }

    /** Returns it as lines of text. */
    public String text() {
        StringBuilder text = new StringBuilder(padded("us", TIME));
        names.forEach(name -> text.append(padded(name, COLUMN)));
        newLine(text);
        for (Log.Event event : events) {
            if (!event.what().isEmpty()) {
                text.append(padded(Long.toString(TimeUnit.NANOSECONDS.toMicros(event.nanos())), TIME));
                text.append(" ".repeat(COLUMN * event.member()));
                text.append(padded(event.what(), COLUMN));
                newLine(text);
            }
        }
        return text.toString();
    }

    private static String padded(String what, int width) {
        return what.length() < width ? what + " ".repeat(width - what.length()) : what.substring(0, width - 2) + "~ ";
    }

    private static void newLine(StringBuilder text) {
        text.setLength(text.length() - (int) trailing(text));
        text.append('\n');
    }

    private static long trailing(CharSequence text) {
        int blanks = 0;
        while (blanks < text.length() && text.charAt(text.length() - 1 - blanks) == ' ') {
            blanks++;
        }
        return blanks;
    }

    /** Returns it as a picture for a browser. What threads do is told where the mouse rests. */
    public String svg() {
        int height = ROW_HEIGHT * (names.size() + 1);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                NAME_WIDTH + WIDTH + 20,
                height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (int member = 0; member < names.size(); member++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"8\" y=\"%d\">%s</text><line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>%n",
                    top(member) + TURN_HEIGHT - 2,
                    escaped(names.get(member)),
                    NAME_WIDTH,
                    NAME_WIDTH + WIDTH,
                    top(member) + TURN_HEIGHT,
                    top(member) + TURN_HEIGHT));
        }
        turns().forEach(turn -> svg.append(turn));
        notes().forEach(note -> svg.append(note));
        return svg.append("</svg>\n").toString();
    }

    private List<String> turns() {
        List<String> turns = new ArrayList<>();
        for (int i = 0; i < events.size(); ) {
            Log.Event first = events.get(i);
            int next = i + 1;
            while (next < events.size() && events.get(next).member() == first.member()) {
                next++;
            }
            double end = next < events.size() ? at(events.get(next)) : NAME_WIDTH + WIDTH;
            turns.add(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                    at(first),
                    top(first.member()),
                    Math.max(1, end - at(first)),
                    TURN_HEIGHT,
                    colour(first.member())));
            i = next;
        }
        return turns;
    }

    private List<String> notes() {
        return events.stream()
                .filter(event -> !event.what().isEmpty())
                .map(event -> String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%d\" r=\"%d\" fill=\"#222\"><title>%d us: %s: %s</title></circle>%n",
                        at(event),
                        top(event.member()) + TURN_HEIGHT + 5,
                        event.byUser() ? 4 : 2,
                        TimeUnit.NANOSECONDS.toMicros(event.nanos()),
                        escaped(names.get(event.member())),
                        escaped(event.what())))
                .toList();
    }

    /** Steps, not time, are spread from left to right: much happens at one time, and nothing for a long one. */
    private double at(Log.Event event) {
        long last = Math.max(1, events.get(events.size() - 1).step());
        return NAME_WIDTH + (double) WIDTH * event.step() / last;
    }

    private static int top(int member) {
        return ROW_HEIGHT / 2 + ROW_HEIGHT * member;
    }

    private static String colour(int member) {
        return "hsl(" + (210 + 67 * member) % 360 + ",55%,65%)";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return text();
    }
}

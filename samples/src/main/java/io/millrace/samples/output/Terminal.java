package io.millrace.samples.output;

import java.io.Console;

/** Knows whether a person is watching. */
public final class Terminal {
    private Terminal() {}

    /** Says whether somebody is. From JDK 22 on there is a console also without a terminal, and a method that tells them apart. */
    @SuppressWarnings("SystemConsoleNull") // Before JDK 22 it does return null; both cases are handled.
    public static boolean isWatched() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException older) {
            return true;
        }
    }
}

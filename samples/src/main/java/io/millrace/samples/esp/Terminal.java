package io.millrace.samples.esp;

import java.io.Console;

/** Knows whether a person is watching. */
final class Terminal {
    private Terminal() {}

    /** From JDK 22 on there is a console also without a terminal, and a method that tells them apart. */
    @SuppressWarnings("SystemConsoleNull") // Before JDK 22 it does return null; both cases are handled.
    static boolean isWatched() {
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

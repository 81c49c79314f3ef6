package io.millrace.core.contract;

/** The sizes of the big runs. */
final class Scale {

    private Scale() {}

    /** Returns {@code base} times the system property {@code millrace.scale}. */
    static int of(int base) {
        return Math.max(1, (int)
                Math.min(1 << 28, base * Double.parseDouble(System.getProperty("millrace.scale", "1"))));
    }
}

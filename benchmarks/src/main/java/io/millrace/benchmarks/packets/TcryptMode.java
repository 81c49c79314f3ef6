package io.millrace.benchmarks.packets;

/** How the kernel's tcrypt sends packets, by the number of its mode. */
enum TcryptMode {
    /** The next packet is sent when the last one was taken. */
    ONE_OUTSTANDING(211, "one outstanding"),
    /** Packets are sent as long as the window has room. The kernel sends so many, waits for all of them, and begins again. */
    MANY_OUTSTANDING(215, "many outstanding");

    private final int number;
    private final String title;

    TcryptMode(int number, String title) {
        this.number = number;
        this.title = title;
    }

    int number() {
        return number;
    }

    @Override
    public String toString() {
        return "mode " + number + ", " + title;
    }
}

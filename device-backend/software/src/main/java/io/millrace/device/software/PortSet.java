package io.millrace.device.software;

import java.util.List;

/** An immutable set of port numbers, as words of 32 bits. */
final class PortSet {

    private final int[] words;

    PortSet(List<Integer> ports) {
        int last = ports.stream().mapToInt(Integer::intValue).max().orElse(0);
        words = new int[last / Integer.SIZE + 1];
        for (int port : ports) {
            words[port / Integer.SIZE] |= 1 << port % Integer.SIZE;
        }
    }

    boolean contains(int port) {
        return (word(port / Integer.SIZE) & 1 << port % Integer.SIZE) != 0;
    }

    int word(int index) {
        return index < words.length ? words[index] : 0;
    }
}

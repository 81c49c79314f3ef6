package io.millrace.core.domain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A set of port numbers, as words of 32 bits: read for each entry, changed hardly ever. */
public final class PortSet {

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] words;

    /** Creates an empty set of ports 0 to {@code ports - 1}. */
    public PortSet(int ports) {
        words = new int[(ports + Integer.SIZE - 1) / Integer.SIZE];
    }

    public void add(int port) {
        WORD.getAndBitwiseOr(words, port / Integer.SIZE, bit(port));
    }

    public void remove(int port) {
        WORD.getAndBitwiseAnd(words, port / Integer.SIZE, ~bit(port));
    }

    boolean contains(int port) {
        return (word(port / Integer.SIZE) & bit(port)) != 0;
    }

    /** Returns a word, volatile: see {@link Linkage} for what it pairs with. */
    int word(int index) {
        return (int) WORD.getVolatile(words, index);
    }

    private static int bit(int port) {
        return 1 << port % Integer.SIZE;
    }
}

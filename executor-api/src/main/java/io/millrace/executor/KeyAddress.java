package io.millrace.executor;

/**
 * The address of an atomic view: a key with its hash code, so that a key that cannot be hashed fails where it is named.
 *
 * <p>It is equal to the lane of its key, and that is what it is for: to look for the lane in a map whose keys are lanes.
 */
final class KeyAddress {

    private final Object key;
    private final int hash;

    KeyAddress(Object key) {
        this.key = key;
        hash = key.hashCode();
    }

    /** Returns whether both have the same key; asks the key itself, which may throw. */
    boolean hasKeyOf(KeyAddress that) {
        return hash == that.hash && key.equals(that.key);
    }

    /** Returns what the key says of itself. */
    String name() {
        return Text.of(key);
    }

    Object key() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyLane lane && hasKeyOf(lane.address());
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "key " + key;
    }
}

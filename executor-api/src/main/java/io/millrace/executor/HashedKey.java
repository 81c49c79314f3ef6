package io.millrace.executor;

/** A key with its hash code, so that a key that cannot be hashed fails where it is named and not on a worker. */
final class HashedKey {

    private final Object key;
    private final int hash;

    HashedKey(Object key) {
        this.key = key;
        hash = key.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashedKey that && hash == that.hash && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}

package io.millrace.samples.esp;

import org.jspecify.annotations.Nullable;

/**
 * Which keys to generate, where the caller said so.
 *
 * @param associations how many security associations, or null for the default
 * @param keyBits 128 or 256, or null for the default
 */
record NewKeys(@Nullable Integer associations, @Nullable Integer keyBits) {
    private static final int DEFAULT_KEY_BITS = 128;

    int associationsOrDefault() {
        return associations == null ? 1 : associations;
    }

    int keyBitsOrDefault() {
        return keyBits == null ? DEFAULT_KEY_BITS : keyBits;
    }
}

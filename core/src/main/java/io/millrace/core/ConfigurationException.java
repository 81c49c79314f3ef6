package io.millrace.core;

import java.util.Objects;

/** A device's refusal of a configuration. Nothing was opened. */
public final class ConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final ConfigurationRefusal refusal;

    /** Creates a refusal whose message names what was asked for and what was available. */
    public ConfigurationException(ConfigurationRefusal refusal, String message) {
        super(message);
        this.refusal = Objects.requireNonNull(refusal, "refusal");
    }

    /** Returns the cause as a value. */
    public ConfigurationRefusal refusal() {
        return refusal;
    }
}

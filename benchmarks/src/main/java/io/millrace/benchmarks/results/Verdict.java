package io.millrace.benchmarks.results;

import com.google.gson.annotations.SerializedName;

/** What became of a goal. */
public enum Verdict {
    /** The figure is as good as wanted, or better. */
    @SerializedName("met")
    MET("met"),
    /** It is not, or it is not known. */
    @SerializedName("missed")
    MISSED("missed"),
    /** The figure rests on too little. */
    @SerializedName("not judged")
    NOT_JUDGED("not judged"),
    /** There is nothing yet that could be measured. */
    @SerializedName("not built")
    NOT_BUILT("not built");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** Returns it as it stands in tables. */
    @Override
    public String toString() {
        return words;
    }
}

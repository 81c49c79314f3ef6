package io.millrace.ordered;

/** A record on its way in. What it holds is no business of messages, so it says how long that is. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares records; a copy of each would be one too many.
record CipherRecord(byte[] content, byte[] associatedData) {

    @Override
    public String toString() {
        return "record[lengthBytes=" + content.length + ", associatedBytes=" + associatedData.length + "]";
    }
}

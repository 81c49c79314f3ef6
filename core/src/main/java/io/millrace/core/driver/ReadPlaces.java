package io.millrace.core.driver;

/** Where the entries of a queue were read: lane and place in it. Written by who has the entry in its hands, who passes it on with the entry. */
final class ReadPlaces {

    private final Lane[] lanes;
    private final long[] places;

    ReadPlaces(int slots) {
        lanes = new Lane[slots];
        places = new long[slots];
    }

    /** Gives an event that was just read the next place of its lane. */
    void add(int slot, Lane lane) {
        lanes[slot] = lane;
        places[slot] = lane.place();
    }

    Lane lane(int slot) {
        return lanes[slot];
    }

    long place(int slot) {
        return places[slot];
    }
}

package io.millrace.benchmarks.results;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Figures in JSON, which has no NaN and no infinity: what is no number is not known, and {@code null}. */
final class UnknownAsNull extends TypeAdapter<Double> {

    @Override
    public void write(JsonWriter out, Double figure) throws IOException {
        if (Double.isFinite(figure)) {
            out.value(figure);
        } else {
            out.nullValue();
        }
    }

    @Override
    public Double read(JsonReader in) throws IOException {
        if (in.peek() == JsonToken.NULL) {
            in.nextNull();
            return Double.NaN;
        }
        return in.nextDouble();
    }
}

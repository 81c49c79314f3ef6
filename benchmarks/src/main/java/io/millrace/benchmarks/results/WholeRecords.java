package io.millrace.benchmarks.results;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an object in JSON that has not all components of its record, or more, or one that is null: Gson by itself would take 0 for a figure that is
 * missing, and null for a constant that it does not know. A figure may be null, see {@link UnknownAsNull}.
 */
final class WholeRecords implements TypeAdapterFactory {

    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        if (!type.getRawType().isRecord()) {
            return null;
        }
        TypeAdapter<T> unchecked = gson.getDelegateAdapter(this, type);
        TypeAdapter<JsonElement> trees = gson.getAdapter(JsonElement.class);
        return new TypeAdapter<>() {

            @Override
            public void write(JsonWriter out, T whole) throws IOException {
                unchecked.write(out, whole);
            }

            @Override
            public T read(JsonReader in) throws IOException {
                JsonElement tree = trees.read(in);
                requireComponents(type.getRawType(), tree);
                T read = unchecked.fromJsonTree(tree);
                if (!unchecked.toJsonTree(read).equals(tree)) {
                    throw new JsonParseException("a value that is not known in " + tree);
                }
                return read;
            }
        };
    }

    private static void requireComponents(Class<?> type, JsonElement tree) {
        if (!tree.isJsonObject()) {
            throw new JsonParseException(tree + " in place of an object");
        }
        Set<String> found = new TreeSet<>(tree.getAsJsonObject().keySet());
        Set<String> expected = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            expected.add(component.getName());
            JsonElement value = tree.getAsJsonObject().get(component.getName());
            if (value != null && value.isJsonNull() && component.getType() != double.class) {
                found.remove(component.getName());
            }
        }
        if (!found.equals(expected)) {
            throw new JsonParseException("an object with " + found + " in place of " + expected);
        }
    }
}

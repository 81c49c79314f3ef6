package io.millrace.benchmarks.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a command measured, as it stands in a file of JSON. A figure that is not known is {@code null} there, since JSON has no NaN.
 *
 * @param environment where the figures come from
 * @param kind what was measured, such as {@code latency}
 * @param figures what the arms came to
 * @param goals what was wanted of them; none if nothing was judged
 */
public record ResultFile(Environment environment, String kind, List<Figure> figures, List<GoalFigure> goals) {

    /** The kind of a file whose goals count; its figures are what they were judged by. */
    public static final String GOALS = "goals";

    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .serializeNulls()
            .registerTypeAdapter(double.class, new UnknownAsNull())
            .registerTypeAdapter(Double.class, new UnknownAsNull())
            .registerTypeAdapterFactory(new WholeRecords())
            .create();

    /** Copies the lists. */
    public ResultFile {
        figures = List.copyOf(figures);
        goals = List.copyOf(goals);
    }

    /**
     * Writes the file, all of it or nothing, and the directories that it lies in. A file of this name is replaced.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.writeString(part, GSON.toJson(this) + "\n");
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is not what {@link #write} writes; the message is a sentence that says which file, what was expected
     *     and what was found
     */
    public static ResultFile read(Path file) throws IOException {
        String text = Files.readString(file);
        String found = "nothing";
        try {
            ResultFile results = GSON.fromJson(text, ResultFile.class);
            if (results != null) {
                return results;
            }
        } catch (JsonParseException | NumberFormatException broken) {
            found = String.valueOf(broken.getMessage());
        }
        throw new IOException("expected results of a benchmark in " + file + ", found " + found);
    }
}

package io.millrace.samples.evtest;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a fault as people write it. */
final class PlantConverter implements ITypeConverter<Plant> {

    PlantConverter() {}

    @Override
    public Plant convert(String word) {
        try {
            return Plant.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException("expected skip-reorder, share-flow, lose or repeat, found " + word);
        }
    }
}

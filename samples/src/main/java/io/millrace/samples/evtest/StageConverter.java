package io.millrace.samples.evtest;

import io.millrace.core.SchedulingType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the letter of a stage. */
final class StageConverter implements ITypeConverter<SchedulingType> {

    StageConverter() {}

    @Override
    public SchedulingType convert(String letter) {
        for (SchedulingType type : SchedulingType.values()) {
            if (letter.equals(String.valueOf(RunPlan.letter(type)))) {
                return type;
            }
        }
        throw new TypeConversionException("expected o, a, u or d, found '" + letter + "'");
    }
}

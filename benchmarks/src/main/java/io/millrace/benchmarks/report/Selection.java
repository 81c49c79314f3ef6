package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.Figure;
import java.util.List;
import java.util.Map;

/**
 * A part of the results.
 *
 * @param group the group of the figures
 * @param values the values of parameters, and of {@code arm} and {@code unit}, that are wanted, in the order in which they are shown; all values of a parameter that is not there
 */
record Selection(String group, Map<String, List<String>> values) {

    boolean holds(Figure figure) {
        return figure.group().equals(group)
                && values.entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().contains(value(figure, wanted.getKey())));
    }

    private static String value(Figure figure, String name) {
        return switch (name) {
            case "arm" -> figure.arm();
            case "unit" -> figure.unit();
            default -> figure.parameters().getOrDefault(name, "");
        };
    }

    /** Orders parameters: values as they are listed here, others as numbers if they are, and else by the alphabet. */
    int compare(Map<String, String> one, Map<String, String> other) {
        for (Map.Entry<String, String> parameter : one.entrySet()) {
            String value = parameter.getValue();
            String otherValue = other.getOrDefault(parameter.getKey(), "");
            List<String> listed = values.get(parameter.getKey());
            int order = listed == null
                    ? compareValues(value, otherValue)
                    : Integer.compare(listed.indexOf(value), listed.indexOf(otherValue));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** As numbers by what they begin with, such as {@code 1000/s}. */
    private static int compareValues(String one, String other) {
        String digits = one.replaceAll("[^\\d.].*", "");
        String otherDigits = other.replaceAll("[^\\d.].*", "");
        if (digits.isEmpty() || otherDigits.isEmpty()) {
            return one.compareTo(other);
        }
        int order = Double.compare(Double.parseDouble(digits), Double.parseDouble(otherDigits));
        return order == 0 ? one.compareTo(other) : order;
    }
}

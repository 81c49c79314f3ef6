package io.millrace.device.simulated;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * What is to fail in a simulation, and when: on certain occasions, or one in so many times by the seed. An occasion of a fault is each time that it could happen, counted from 0.
 *
 * <p><b>Threading.</b> Immutable.
 */
public final class Faults {

    private static final Set<Fault> DEVICE_FAULTS =
            Set.of(Fault.WORKER_DIES, Fault.DEVICE_FAILS, Fault.CREDITS_RUN_OUT);

    private static final Faults NONE = new Faults(Map.of(), Map.of());

    private final Map<Fault, Set<Long>> planned;
    private final Map<Fault, Integer> oneIn;

    private Faults(Map<Fault, Set<Long>> planned, Map<Fault, Integer> oneIn) {
        this.planned = planned;
        this.oneIn = oneIn;
    }

    /** Returns that nothing fails. */
    public static Faults none() {
        return NONE;
    }

    /**
     * Returns these and one on a certain occasion.
     *
     * @param occasion how many times before it could have happened
     */
    public Faults at(Fault fault, long occasion) {
        Objects.requireNonNull(fault, "fault");
        if (occasion < 0) {
            throw new IllegalArgumentException("occasion below the first: occasion=" + occasion + ", first=0");
        }
        Map<Fault, Set<Long>> more = new HashMap<>(planned);
        more.merge(fault, Set.of(occasion), Faults::union);
        return new Faults(Map.copyOf(more), oneIn);
    }

    /** Returns these and one by the seed, one in so many times. */
    public Faults oneIn(int times, Fault fault) {
        Objects.requireNonNull(fault, "fault");
        if (times < 2) {
            throw new IllegalArgumentException("one in too few times: times=" + times + ", lowest=2");
        }
        Map<Fault, Integer> more = new EnumMap<>(Fault.class);
        more.putAll(oneIn);
        more.put(fault, times);
        return new Faults(planned, Map.copyOf(more));
    }

    private static Set<Long> union(Set<Long> some, Set<Long> others) {
        Set<Long> all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }

    boolean mayHappen(Fault fault) {
        return planned.containsKey(fault) || oneIn.containsKey(fault);
    }

    /** Returns whether a fault happens on an occasion. Asks who decides, with a bound, for an answer above 0 if it does. */
    boolean happens(Fault fault, long occasion, IntUnaryOperator decide) {
        if (planned.getOrDefault(fault, Set.of()).contains(occasion)) {
            return true;
        }
        Integer times = oneIn.get(fault);
        return times != null && decide.applyAsInt(times) > 0;
    }

    boolean any() {
        return !planned.isEmpty() || !oneIn.isEmpty();
    }

    boolean anyByChance() {
        return !oneIn.isEmpty();
    }

    /** Returns whether something is to fail that only the device of the simulation lets fail. */
    boolean needTheDevice() {
        return DEVICE_FAULTS.stream().anyMatch(this::mayHappen);
    }

    /** Returns the code that makes the same. */
    String code() {
        StringBuilder code = new StringBuilder("Faults.none()");
        // In order, so that the same faults have the same code.
        new TreeMap<>(planned)
                .forEach((fault, occasions) -> new TreeSet<>(occasions)
                        .forEach(occasion -> code.append(".at(Fault.")
                                .append(fault)
                                .append(", ")
                                .append(occasion)
                                .append("L)")));
        new TreeMap<>(oneIn)
                .forEach((fault, times) -> code.append(".oneIn(")
                        .append(times)
                        .append(", Fault.")
                        .append(fault)
                        .append(')'));
        return code.toString();
    }

    @Override
    public String toString() {
        return "faults[planned=" + planned + ", oneIn=" + oneIn + "]";
    }
}

package io.millrace.device.simulated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Lets that thread go on which does most harm, but now and then any: so nobody waits for ever for one that never goes on. */
final class AdverseDecisions implements Decisions {

    private static final int ONE_BY_CHANCE_IN = 16;

    private final SeededDecisions chance;

    /** Returns the number of one of those who can go on. */
    private final ToIntFunction<List<Member>> worst;

    AdverseDecisions(long seed, ToIntFunction<List<Member>> worst) {
        chance = new SeededDecisions(seed);
        this.worst = worst;
    }

    @Override
    public int decide(Question question, int bound, List<Member> ready) {
        List<Member> willing = new ArrayList<>(ready);
        willing.removeIf(Member::standsAside);
        if (question != Question.NEXT || willing.isEmpty() || chance.next(ONE_BY_CHANCE_IN) == 0) {
            return chance.decide(question, bound, ready);
        }
        int number = worst.applyAsInt(willing);
        for (int i = 0; i < ready.size(); i++) {
            if (ready.get(i).number() == number) {
                return i;
            }
        }
        throw new AssertionError("the worst is one of those who can go on: number=" + number);
    }

    /** Returns the one that began last what it works on, or has begun nothing. */
    static int behindTheHead(List<Member> ready) {
        return ready.stream()
                .max(Comparator.comparingLong(Member::workSince))
                .orElseThrow()
                .number();
    }

    /** Returns any but one, which is chosen by the seed. */
    static int allBut(long seed, List<Member> ready) {
        int slow = 1 + (int) Math.floorMod(seed, 3L);
        return ready.stream()
                .mapToInt(Member::number)
                .filter(number -> number != slow)
                .findFirst()
                .orElse(slow);
    }
}

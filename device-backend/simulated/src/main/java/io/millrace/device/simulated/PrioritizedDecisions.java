package io.millrace.device.simulated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lets the thread of the highest priority go on, of those that do not stand aside. */
final class PrioritizedDecisions implements Decisions {

    /** How many times a thread loses its priority: what needs so many preemptions is found. */
    private static final int CHANGES = 3;

    /** Within how many decisions; half of the seeds look closer at the beginning, the smaller the more. */
    private static final long LONGEST = 4096;

    private final SeededDecisions chance;

    /** By the number of the thread. */
    private final Map<Integer, Long> priorities = new HashMap<>();

    private final Set<Long> changes = new TreeSet<>();
    private long decided;
    private long lowest;

    PrioritizedDecisions(long seed) {
        chance = new SeededDecisions(seed);
        long within = LONGEST >> chance.next(6);
        for (int i = 0; i < CHANGES; i++) {
            changes.add(chance.next(within));
        }
    }

    @Override
    public int decide(Question question, int bound, List<Member> ready) {
        if (question != Question.NEXT) {
            return chance.decide(question, bound, ready);
        }
        List<Member> willing = new ArrayList<>(ready);
        willing.removeIf(Member::standsAside);
        if (willing.isEmpty()) {
            return 0;
        }
        Member first = highest(willing);
        if (changes.contains(decided++)) {
            priorities.put(first.number(), --lowest);
            first = highest(willing);
        }
        return ready.indexOf(first);
    }

    private Member highest(List<Member> members) {
        return members.stream().max(Comparator.comparingLong(this::priority)).orElseThrow();
    }

    private long priority(Member member) {
        return priorities.computeIfAbsent(member.number(), unknown -> chance.next() >>> 1);
    }
}

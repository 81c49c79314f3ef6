package io.millrace.benchmarks.goals;

import io.millrace.benchmarks.keyed.KeyDistribution;
import io.millrace.benchmarks.keyed.KeyedItems;
import io.millrace.benchmarks.keyed.OrderedKeysArm;
import io.millrace.benchmarks.keyed.OrderedKeysArms;
import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Trials;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Work that is keyed and ordered: no goal, but measured as the goals are, in a {@link Contest}. */
public final class OrderedKeys {

    /** The group of its figures. */
    private static final String GROUP = "orderedKeys";

    private static final int ITEMS = 30_000;
    private static final int WINDOW = 2048;

    private final Report report;
    private final double seconds;

    private OrderedKeys(Report report, double seconds) {
        this.report = report;
        this.seconds = seconds;
    }

    /**
     * Measures every number of keys with every distribution and body that is asked for.
     *
     * @param seconds how long each of them is measured, behind its warm-up
     */
    public static void run(Report report, Iterable<Integer> keyCounts, Iterable<Body> bodies, double seconds)
            throws Exception {
        OrderedKeys contests = new OrderedKeys(report, seconds);
        for (Body body : bodies) {
            for (int keyCount : keyCounts) {
                for (KeyDistribution distribution : KeyDistribution.values()) {
                    contests.contest(keyCount, distribution, body);
                }
            }
        }
    }

    private void contest(int keyCount, KeyDistribution distribution, Body body) throws Exception {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("keys", Integer.toString(keyCount));
        parameters.put("distribution", distribution.toString());
        parameters.put("body", body.toString());
        KeyedItems items = new KeyedItems(ITEMS, keyCount, distribution, body);
        Contest contest = new Contest(GROUP, parameters, ITEMS);
        Map<String, OrderedKeysArm> open = new LinkedHashMap<>();
        try {
            OrderedKeysArms.all().forEach((name, opening) -> {
                OrderedKeysArm arm = opening.open(Trials.WORKERS, WINDOW);
                open.put(name, arm);
                contest.arm(name, () -> items.run(arm));
            });
            tell(parameters, contest.run(report, seconds));
        } finally {
            open.values().forEach(OrderedKeysArm::close);
        }
    }

    private void tell(Map<String, String> parameters, Outcome outcome) {
        report.line(parameters.toString());
        for (String arm : OrderedKeysArms.all().keySet()) {
            report.line(String.format(
                    Locale.ROOT,
                    "  %-18s %8.0f ns an item, %.2f times as long as ours",
                    arm,
                    outcome.nanos(arm),
                    outcome.ratio(arm, OrderedKeysArms.MILLRACE)));
        }
    }
}

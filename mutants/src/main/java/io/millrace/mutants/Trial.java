package io.millrace.mutants;

import java.util.List;

/**
 * What is run to catch a mutant.
 *
 * @param suites classes, or {@code class#method}
 * @param scale the sizes of big runs, as a part of those of a build
 * @param rounds how often the suites are run at most
 */
record Trial(List<String> suites, String scale, int rounds) {}

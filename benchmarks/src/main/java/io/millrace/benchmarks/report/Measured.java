package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.Figure;
import java.nio.file.Path;

/**
 * A figure and where it was kept.
 *
 * @param file the file of results that has it
 * @param figure the figure
 */
record Measured(Path file, Figure figure) {}

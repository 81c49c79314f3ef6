package io.millrace.samples.gzip;

import io.millrace.samples.CommandException;
import io.millrace.samples.OptionRange;
import io.millrace.samples.filter.Ends;
import java.nio.file.Path;

/**
 * What to do, checked as far as that goes without reading.
 *
 * @param ends the file to compress and the one to write
 * @param level how hard to compress, from 1 to 9
 * @param workers threads of the parallel part
 */
record GzipRequest(Ends ends, int level, int workers) {
    static final Ends.Words WORDS = new Ends.Words("compress", "FILE", "FILE.gz", "--stdout");

    private static final String SUFFIX = ".gz";

    /** Returns where a file goes, unless it goes to standard output. */
    static Path outputOf(Path input) {
        return input.resolveSibling(input.getFileName() + SUFFIX);
    }

    /** Refuses what no run could do anything with. */
    void check() throws CommandException {
        OptionRange.require("--level", level, 1, 9);
        Path input = ends.input();
        if (input != null
                && ends.output() != null
                && !ends.force()
                && input.toString().endsWith(SUFFIX)) {
            throw CommandException.usage(
                    "expected a file that is not compressed yet, found " + input + "; --force compresses it again");
        }
        ends.check();
    }
}

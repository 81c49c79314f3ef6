package io.millrace.samples.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that we did not write come to the same. The questions that they are asked are ours, and keep no book: what stands at a price behind an event is
 * the sum of what all events up to it have put there and taken away, and SQL adds that up anew for each event.
 */
final class IndependentBooksTest {
    private static final int LEVELS = 5;

    private static final String ROWS = """
            .mode csv
            create table event(symbol text, time text, type int, id int, size int, price int, direction int);
            .import feed event
            .mode list
            .separator ,
            create index of_symbol on event(symbol);
            with
              change as (
                select rowid n, symbol, price, direction,
                  case type when 1 then size when 2 then -size when 3 then -size when 4 then -size else 0 end shares
                from event),
              level as (
                select now.n, now.symbol, change.direction, change.price, sum(change.shares) shares
                from change now join change on change.symbol = now.symbol and change.n <= now.n
                group by now.n, change.direction, change.price
                having sum(change.shares) > 0),
              ranked as (
                select *, row_number() over (partition by n, direction order by -price * direction) place
                from level)
            select n, symbol, place, direction, price, shares from ranked where place <= LEVELS
            order by n, place, direction;
            """.replace("LEVELS", "" + LEVELS);

    @TempDir
    Path folder;

    private Path feed;
    private List<String> rows;

    @BeforeEach
    void run() throws IOException {
        feed = Files.writeString(folder.resolve("feed"), Feeds.madeUp(4000, 12, 99));
        Path output = folder.resolve("rows");
        Command command = Command.run("books", feed, output, "--levels", LEVELS, "--workers", 4);
        assertEquals("", command.err());
        assertEquals(0, command.exitStatus());
        rows = Files.readAllLines(output);
        assertEquals(4000, rows.size());
    }

    /** Each level of each row, as SQLite adds it up from all events before it. */
    @Test
    void shouldBeWhatSqliteAddsUp() throws IOException, InterruptedException {
        assumeTrue(isInstalled("sqlite3", "-version"), "skipped: sqlite3 is not installed (apt-get install sqlite3)");
        Path script = Files.writeString(folder.resolve("script"), ROWS);
        List<String> theirs = output(script, "sqlite3", "-batch", ":memory:");
        List<String> ours = new ArrayList<>();
        for (int event = 1; event <= rows.size(); event++) {
            String[] columns = rows.get(event - 1).split(",", -1);
            for (int place = 1; place <= LEVELS; place++) {
                int first = 4 * place - 3;
                addLevel(ours, event + "," + columns[0] + "," + place + ",-1", columns[first], columns[first + 1]);
                addLevel(ours, event + "," + columns[0] + "," + place + ",1", columns[first + 2], columns[first + 3]);
            }
        }
        assertTrue(ours.size() > 8 * rows.size(), "there is something to compare");
        assertEquals(String.join("\n", theirs), String.join("\n", ours));
    }

    private static void addLevel(List<String> levels, String start, String price, String shares) {
        if (!shares.equals("0")) {
            levels.add(start + "," + price + "," + shares);
        }
    }

    /** The last row of each symbol has the price at which awk sees the best shares left. */
    @Test
    void shouldEndWithThePricesThatAwkFinds() throws IOException, InterruptedException {
        assumeTrue(isInstalled("awk", "BEGIN { exit 0 }"), "skipped: awk is not installed (apt-get install mawk)");
        List<String> theirs = output(feed, "awk", "-F,", """
                $3 == 1 { left[$1 "," $7 "," $6] += $5 }
                $3 > 1 && $3 < 5 { left[$1 "," $7 "," $6] -= $5 }
                END {
                  for (key in left) if (left[key] > 0) {
                    split(key, part, ",")
                    side = part[1] "," part[2]
                    if (!(side in best) || part[3] * part[2] > best[side] * part[2]) best[side] = part[3]
                  }
                  for (side in best) print side "," best[side] "," left[side "," best[side]]
                }
                """);
        Map<String, String> last = new TreeMap<>();
        for (String row : rows) {
            last.put(row.substring(0, row.indexOf(',')), row);
        }
        List<String> ours = new ArrayList<>();
        last.forEach((symbol, row) -> {
            String[] columns = row.split(",", -1);
            addLevel(ours, symbol + ",-1", columns[1], columns[2]);
            addLevel(ours, symbol + ",1", columns[3], columns[4]);
        });
        assertEquals(theirs.stream().sorted().toList(), ours.stream().sorted().toList());
    }

    private List<String> output(Path input, String... line) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectError(err.toFile())
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(0, process.waitFor(), () -> String.join(" ", line));
        assertEquals("", Files.readString(err));
        return text.lines().toList();
    }

    private static boolean isInstalled(String... line) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}

package io.millrace.samples.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.ChildJvm;
import io.millrace.samples.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each case: the exit status, the one sentence on standard error, the feed as it was, and nothing half written. */
final class BooksBadInputTest {
    private static final String LINES = """
            A,1,1,1,100,5000,1
            B,1,1,1,10,700,-1
            A,2,4,1,30,5000,1
            """;

    @TempDir
    Path folder;

    private Path feed;
    private Path rows;
    private Path bad;

    @BeforeEach
    void prepare() throws IOException {
        feed = Files.writeString(folder.resolve("feed"), LINES);
        rows = folder.resolve("feed.books");
        bad = folder.resolve("bad");
    }

    @AfterEach
    void requireNoPartLeft() throws IOException {
        assertEquals(List.of(), ChildJvm.parts(folder));
    }

    @Test
    void shouldWriteRowsBesideTheFeedAndALineOfFigures() throws IOException {
        Command command = Command.run("books", feed, "--levels", "1", "--workers", "1");
        assertEquals("", command.err());
        assertEquals(0, command.exitStatus());
        assertTrue(command.out().startsWith(rows + ": 3 events of 2 symbols, "), command.out());
        assertTrue(command.out().endsWith(" lines/s with 1 worker\n"), command.out());
        assertEquals("""
                A,9999999999,0,5000,100
                B,700,10,-9999999999,0
                A,9999999999,0,5000,70
                """, Files.readString(rows));
        assertEquals(LINES, Files.readString(feed));
    }

    @Test
    void shouldSayWhichLineIsBad() throws IOException {
        Files.writeString(feed, LINES + "A,3,4,2,30,5000,1\nnonsense\n");
        Files.writeString(rows, "an earlier result");
        for (String mode : new String[] {"--one-thread", "--workers=2"}) {
            Command command = Command.run("books", feed, "--force", mode);
            assertEquals(
                    "millrace books: " + feed
                            + ":4: expected an order of A that was submitted and is not done, found number 2\n",
                    command.err());
            assertEquals(1, command.exitStatus());
            assertEquals("an earlier result", Files.readString(rows));
        }
    }

    @Test
    void shouldLeaveBadLinesOut() throws IOException {
        Files.writeString(feed, "nonsense\n" + LINES + "A,3,4,2,30,5000,1\nB,3,3,1,10,700,-1\n");
        Command command = Command.run("books", feed, "--levels", "1", "--skip-bad", bad);
        assertEquals("", command.err());
        assertEquals(0, command.exitStatus());
        assertTrue(command.out().startsWith(rows + ": 4 events of 2 symbols, 2 bad lines, "), command.out());
        assertEquals(
                feed + ":1: expected 7 fields with commas between them, found 1\tnonsense\n" + feed
                        + ":5: expected an order of A that was submitted and is not done, found number 2\tA,3,4,2,30,5000,1\n",
                Files.readString(bad));
        assertTrue(Files.readString(rows).endsWith("B,9999999999,0,-9999999999,0\n"));
    }

    @Test
    void shouldWriteAnEmptyFileWhereNothingIsBad() throws IOException {
        assertEquals(0, Command.run("books", feed, "--skip-bad", bad).exitStatus());
        assertEquals("", Files.readString(bad));
    }

    @Test
    void shouldTakeAnEmptyFeed() throws IOException {
        Files.writeString(feed, "");
        Command command = Command.run("books", feed);
        assertEquals(0, command.exitStatus());
        assertTrue(command.out().startsWith(rows + ": 0 events of 0 symbols, "), command.out());
        assertEquals("", Files.readString(rows));
    }

    @Test
    void shouldRefuseFilesThatCannotBe() throws IOException {
        Path missing = folder.resolve("missing");
        assertUsage("expected a feed to read, or `new FILE` to make one up, found neither");
        assertUsage("expected a feed to read, found no file " + missing, missing);
        assertUsage("expected a feed to read, found the folder " + folder, folder);
        assertUsage("expected FEED and what is written to be different files, found " + feed + " twice", feed, feed);
        assertUsage(
                "expected FEED and what is written to be different files, found " + feed + " twice",
                feed,
                "--skip-bad",
                feed);
        assertUsage(
                "expected OUT and the file of bad lines to be different files, found " + rows + " twice",
                feed,
                "--skip-bad",
                rows);
        assertUsage("expected a folder to write rows into, found no folder " + missing, feed, missing.resolve("rows"));
        assertUsage("expected a file to write, found " + folder + ", which is no regular file", feed, folder);
        Files.writeString(rows, "an earlier result");
        assertUsage("expected no file " + rows + " yet, found one; --force replaces it", feed);
        assertUsage("expected at most FEED and OUT, found one more argument: c", feed, bad, "c");
        assertEquals(LINES, Files.readString(feed));
    }

    @Test
    void shouldRefuseOptionsThatDoNotFit() {
        assertUsage("expected --levels from 1 to 1000, found 0", feed, "--levels", 0);
        assertUsage("expected --workers from 1 to 1024, found 0", feed, "--workers", 0);
        assertUsage("expected --workers from 1 to 1024, found 1025", feed, "--workers", 1025);
        assertUsage("expected --one-thread or --workers, found both", feed, "--one-thread", "--workers", 2);
        assertUsage("expected --compare or --one-thread, found both", feed, "--one-thread", "--compare");
        assertUsage("expected --compare with a feed that is a file, and nothing to write", "-", "--compare");
        assertUsage("expected --compare with a feed that is a file, and nothing to write", feed, rows, "--compare");
    }

    @Test
    void shouldRefuseAFeedThatCannotBeRead() {
        assumeTrue(feed.toFile().setReadable(false, false), "skipped: files cannot be protected here");
        boolean isProtected = !Files.isReadable(feed);
        try {
            assumeTrue(isProtected, "skipped: root reads all");
            assertUsage("expected a feed that can be read, found no permission: " + feed, feed);
        } finally {
            assertTrue(feed.toFile().setReadable(true));
        }
    }

    @Test
    void shouldMakeAFeedUpThatItReads() throws IOException {
        Path made = folder.resolve("made");
        Command command = Command.run("books", "new", made, "--events", 1000, "--symbols", 10, "--seed", 3);
        assertEquals("", command.err());
        assertEquals(made + ": 1,000 events of up to 10 symbols\n", command.out());
        assertEquals(Feeds.madeUp(1000, 10, 3), Files.readString(made));
        assertEquals(0, Command.run("books", made).exitStatus());

        Command again = Command.run("books", "new", made);
        assertEquals(
                "millrace books new: expected no file " + made + " yet, found one; --force replaces it\n", again.err());
        assertEquals(2, again.exitStatus());
        assertEquals(
                "millrace books new: expected --events from 1 to 2000000000, found 0\n",
                Command.run("books", "new", bad, "--events", 0).err());
    }

    @Test
    void shouldCompareWorkersToOneThread() throws IOException {
        Command command = Command.run("books", feed, "--compare", "--workers", 2);
        assertEquals("", command.err());
        assertTrue(command.out().startsWith("one thread, no executor "), command.out());
        assertTrue(command.out().contains("2 workers"), command.out());
        assertTrue(command.out().endsWith("rows identical)\n"), command.out());
        assertTrue(Files.notExists(rows));
    }

    private static void assertUsage(String sentence, Object... arguments) {
        Object[] words = new Object[arguments.length + 1];
        words[0] = "books";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        Command command = Command.run(words);
        assertEquals("millrace books: " + sentence + "\n", command.err());
        assertEquals(2, command.exitStatus());
    }
}

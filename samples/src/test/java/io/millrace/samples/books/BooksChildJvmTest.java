package io.millrace.samples.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.ChildJvm;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own: its standard streams, its heap, a disk that is full, its end by a signal. */
@Timeout(180)
final class BooksChildJvmTest {
    private static final int EVENTS = 20_000;

    @TempDir
    Path folder;

    @Test
    void shouldTakeStandardInputToStandardOutput() throws Exception {
        Path feed = feed(EVENTS);
        Path rows = folder.resolve("rows");

        ChildJvm child = ChildJvm.run(ChildJvm.process(folder, List.of(), "books", "-", "--levels", 3)
                .redirectInput(feed.toFile())
                .redirectOutput(rows.toFile()));

        assertTrue(child.err().startsWith("standard output: 20,000 events of "), child.err());
        assertEquals(1, child.err().lines().count());
        assertEquals(0, child.exitStatus());
        assertEquals(Feeds.run(Files.readString(feed), 0, 3, null).rows(), Files.readString(rows));
    }

    @Test
    void shouldHaveWrittenTheRowsBeforeABadLine() throws Exception {
        Path feed = feed(1000);
        List<String> lines = Files.readAllLines(feed);
        lines.set(500, "nonsense");
        Files.write(feed, lines);
        ChildJvm child = ChildJvm.start(folder, List.of(), "books", feed, "-", "--levels", 1);
        assertEquals(
                "millrace books: " + feed + ":501: expected 7 fields with commas between them, found 1\n", child.err());
        assertEquals(1, child.exitStatus());
        assertEquals(500, child.out().lines().count());
    }

    /** The size in MiB; a property so that a longer run can ask for gigabytes. All lines but the orders of two symbols are forgotten. */
    @Test
    void shouldReadAFeedLargerThanTheMemory() throws Exception {
        int mebibytes = Integer.getInteger("millrace.heapTest.mebibytes", 40);
        String round = "A,1,1,1,100,5000,1\nB,1,1,2,100,5100,-1\nnonsense\nA,1,3,1,100,5000,1\nB,1,3,2,100,5100,-1\n";
        byte[] piece = round.repeat(1000).getBytes(StandardCharsets.US_ASCII);
        int pieces = mebibytes * (1 << 20) / piece.length;
        Path feed = folder.resolve("feed");
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(feed))) {
            for (int written = 0; written < pieces; written++) {
                stream.write(piece);
            }
        }

        ChildJvm child = ChildJvm.start(
                folder, List.of("-Xmx24m"), "books", feed, "rows", "--skip-bad", "bad", "--levels", 1, "--workers", 4);

        assertEquals("", child.err());
        assertEquals(0, child.exitStatus());
        try (Stream<String> rows = Files.lines(folder.resolve("rows"));
                Stream<String> bad = Files.lines(folder.resolve("bad"))) {
            assertEquals(4000L * pieces, rows.count());
            assertEquals(1000L * pieces, bad.count());
        }
    }

    /** Nothing is left of it but the file of bad lines, so those may not gather in memory. */
    @Test
    void shouldReadAFileThatIsNoFeedAtAll() throws Exception {
        Path feed = folder.resolve("feed");
        byte[] piece = "This is not what was expected, and it goes on like that.\n"
                .repeat(1000)
                .getBytes(StandardCharsets.US_ASCII);
        try (OutputStream stream = Files.newOutputStream(feed)) {
            for (int written = 0; written < 600; written++) {
                stream.write(piece);
            }
        }
        ChildJvm child = ChildJvm.start(folder, List.of("-Xmx24m"), "books", feed, "--skip-bad", "bad");
        assertEquals("", child.err());
        assertEquals(0, child.exitStatus());
        assertTrue(child.out().contains(": 0 events of 0 symbols, 600,000 bad lines, "), child.out());
        try (Stream<String> bad = Files.lines(folder.resolve("bad"))) {
            assertEquals(600_000, bad.count());
        }
    }

    @Test
    void shouldSayThatNobodyReadsOn() throws Exception {
        Path feed = feed(EVENTS);
        Path err = folder.resolve("err");
        Process process = ChildJvm.process(folder, List.of(), "books", feed, "-")
                .redirectError(err.toFile())
                .start();
        try (InputStream output = process.getInputStream()) {
            assertTrue(output.read() >= 'A');
        }
        assertEquals(1, process.waitFor());
        assertEquals("millrace books: expected to write standard output, found broken pipe\n", Files.readString(err));
    }

    @Test
    void shouldSayThatTheDiskIsFull() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "skipped: there is no /dev/full");
        ChildJvm child = ChildJvm.run(
                ChildJvm.process(folder, List.of(), "books", feed(10), "-").redirectOutput(full));
        assertEquals("millrace books: expected to write standard output, found no space left on device\n", child.err());
        assertEquals(1, child.exitStatus());
    }

    /** A limit of the size of files fails as a full disk does, and needs no disk. */
    @Test
    void shouldLeaveNoHalfFileWhenWritingFails() throws Exception {
        assumeTrue(new File("/bin/sh").exists(), "skipped: there is no /bin/sh");
        Path feed = feed(EVENTS);
        Path rows = Files.writeString(folder.resolve("feed.books"), "an earlier result");

        ChildJvm child =
                ChildJvm.run(ChildJvm.withFileLimit(folder, 2048, "books", "--force", feed, "--skip-bad", "bad"));

        assertEquals("millrace books: expected to write " + rows + ", found file too large\n", child.err());
        assertEquals(1, child.exitStatus());
        assertEquals("an earlier result", Files.readString(rows));
        assertTrue(Files.notExists(folder.resolve("bad")));
        assertEquals(List.of(), ChildJvm.parts(folder));
    }

    @Test
    void shouldSayThatBadLinesCouldNotBeWritten() throws Exception {
        assumeTrue(new File("/bin/sh").exists(), "skipped: there is no /bin/sh");
        Path feed = Files.writeString(folder.resolve("feed"), "nonsense\n".repeat(20_000));
        ChildJvm child = ChildJvm.run(ChildJvm.withFileLimit(folder, 1024, "books", feed, "--skip-bad", "bad"));
        assertEquals("millrace books: expected to write bad, found file too large\n", child.err());
        assertEquals(1, child.exitStatus());
        assertTrue(Files.notExists(folder.resolve("feed.books")));
        assertTrue(Files.notExists(folder.resolve("bad")));
        assertEquals(List.of(), ChildJvm.parts(folder));
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsStopped() throws Exception {
        assumeTrue(
                !System.getProperty("os.name").startsWith("Windows"),
                "skipped: Windows ends processes without a signal");
        Path feed = feed(400_000);
        ChildJvm.stopInTheMiddle(
                ChildJvm.process(folder, List.of(), "books", feed, "--skip-bad", "bad", "--levels", 50), folder);
        assertEquals(List.of(), ChildJvm.parts(folder));
        assertTrue(Files.notExists(folder.resolve("feed.books")));
        assertTrue(Files.notExists(folder.resolve("bad")));
    }

    private Path feed(int events) throws Exception {
        return Files.writeString(folder.resolve("feed"), Feeds.madeUp(events, 50, events));
    }
}

package io.millrace.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each framework runs on Millrace, comes to what one thread computes, and leaves no thread behind. */
@Timeout(120)
class AppsCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pekko --readings 300",
                "pekko --readings 1 --workers 1",
                "pekko --readings 300 --workers 5",
                "vertx --requests 300",
                "vertx --requests 300 --workers 1",
                "spring --articles 300",
                "spring --articles 300 --workers 1",
                "lucene --documents 2000 --queries 50",
                "lucene --documents 1 --queries 1",
                "lucene --documents 2000 --queries 50 --workers 1",
            })
    void shouldRunOnMillrace(String application) throws InterruptedException {
        Command command = Command.run("apps " + application + " --rounds 1");
        assertEquals(0, command.exitStatus(), command::err);
        assertTrue(command.out().contains("ran on:   Millrace, "), command::out);
        assertTrue(command.out().contains("checked:  the same as one thread computes"), command::out);
        assertTrue(command.out().contains("time:     Millrace "), command::out);
        assertEquals("", command.err());
        assertEquals(List.of(), millraceThreads(), "threads that live on");
    }

    @Test
    void shouldTimeNothingInNoRounds() {
        Command command = Command.run("apps spring --articles 10 --rounds 0");
        assertEquals(0, command.exitStatus(), command::err);
        assertTrue(!command.out().contains("time:"), command::out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "apps; expected an application, one of pekko, vertx, spring, lucene, futures, found none",
                "apps akka; unknown command: akka, known: pekko, vertx, spring, lucene, futures",
                "apps pekko --workers 0; expected --workers from 1 to 64, found 0",
                "apps vertx --workers 65; expected --workers from 1 to 64, found 65",
                "apps spring --rounds -1; expected --rounds from 0 to 1000, found -1",
                "apps pekko --readings 0; expected --readings from 1 to 10000000, found 0",
                "apps vertx --requests 0; expected --requests from 1 to 1000000, found 0",
                "apps spring --articles 0; expected --articles from 1 to 1000000, found 0",
                "apps lucene --documents 0; expected --documents from 1 to 2000000, found 0",
                "apps lucene --queries 0; expected --queries from 1 to 1000000, found 0",
                "apps futures --limit 99; expected --limit from 100 to 30000, found 99",
                "apps lucene --documents many; invalid value for option '--documents': 'many' is not an int",
            })
    void shouldSayWhatIsWrongWithTheCommandLine(String line, String sentence) {
        Command command = Command.run(line);
        assertEquals(2, command.exitStatus(), command::err);
        assertEquals("", command.out());
        assertTrue(command.err().replace("; see --help", "").endsWith(": " + sentence + "\n"), command::err);
    }

    @Test
    void shouldTellOfAllApplications() {
        Command command = Command.run("apps --help");
        assertEquals(0, command.exitStatus());
        for (String name : List.of("pekko", "vertx", "spring", "lucene", "futures")) {
            assertTrue(command.out().contains("\n  " + name + " "), command::out);
        }
    }

    /** Threads of Millrace that live, given some time to end. */
    private static List<String> millraceThreads() throws InterruptedException {
        List<Thread> alive = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(MillraceThreads.PREFIX))
                .toList();
        for (Thread thread : alive) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
        return alive.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }
}

package io.millrace.applications.lucene;

import io.millrace.applications.Side;
import io.millrace.applications.Witness;
import io.millrace.applications.lucene.Question.Hits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;

/** All questions at once, on the pool that also searches the slices of each. */
final class ParallelSearch implements Side {

    private final DirectoryReader reader;
    private final ExecutorService pool;
    private final int questions;

    /** Shuts {@code pool} down in the end. */
    ParallelSearch(DirectoryReader reader, ExecutorService pool, int questions) {
        this.reader = reader;
        this.pool = pool;
        this.questions = questions;
    }

    @Override
    public List<Hits> run(Witness witness) throws ExecutionException, InterruptedException {
        IndexSearcher searcher = new WitnessedSearcher(reader, pool, witness);
        List<Callable<Hits>> searches = new ArrayList<>();
        for (int number = 0; number < questions; number++) {
            Question question = Question.number(number);
            searches.add(() -> question.ask(searcher));
        }
        List<Hits> answers = new ArrayList<>();
        for (Future<Hits> search : pool.invokeAll(searches)) {
            answers.add(search.get());
        }
        return answers;
    }

    /** Answers all questions on the calling thread. */
    static List<Hits> computed(DirectoryReader reader, int questions) throws IOException {
        IndexSearcher searcher = new IndexSearcher(reader);
        List<Hits> answers = new ArrayList<>();
        for (int number = 0; number < questions; number++) {
            answers.add(Question.number(number).ask(searcher));
        }
        return answers;
    }

    @Override
    public void close() throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("searches do not end: pool=" + pool);
        }
    }
}

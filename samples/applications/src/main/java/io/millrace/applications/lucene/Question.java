package io.millrace.applications.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/**
 * What is looked for: some words, of which each adds to the score, in a range of years.
 *
 * @param query the query of Lucene
 */
record Question(Query query) {

    private static final int BEST = 20;
    private static final int TERMS = 4;

    static Question number(int number) {
        Random random = new Random(number);
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        for (int term = 0; term < TERMS; term++) {
            builder.add(new TermQuery(new Term(MadeUpIndex.BODY, MadeUpIndex.word(random))), Occur.SHOULD);
        }
        int year = MadeUpIndex.FIRST_YEAR + random.nextInt(MadeUpIndex.YEARS / 2);
        builder.add(IntPoint.newRangeQuery(MadeUpIndex.YEAR, year, year + MadeUpIndex.YEARS / 2), Occur.FILTER);
        return new Question(builder.build());
    }

    /** Returns the best hits with their scores, and how many there are in all. */
    Hits ask(IndexSearcher searcher) throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, BEST).scoreDocs) {
            hits.add(new Hit(hit.doc, hit.score));
        }
        return new Hits(searcher.count(query), hits);
    }

    /** A document and how well it fits. */
    record Hit(int document, float score) {}

    /** What was found. */
    record Hits(int count, List<Hit> best) {}
}

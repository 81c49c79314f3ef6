package io.millrace.applications.lucene;

import io.millrace.applications.Witness;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Weight;

/** Tells which threads search the slices of an index. */
final class WitnessedSearcher extends IndexSearcher {

    private final Witness witness;

    WitnessedSearcher(IndexReader reader, Executor executor, Witness witness) {
        super(reader, executor);
        this.witness = witness;
        // Otherwise the second search of a kind would find what the first has kept.
        setQueryCache(null);
    }

    @Override
    protected void search(List<LeafReaderContext> leaves, Weight weight, Collector collector) throws IOException {
        witness.note();
        super.search(leaves, weight, collector);
    }
}

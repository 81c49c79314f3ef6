package io.millrace.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

/** Examples of {@code docs/guide.md} that no application has as they stand there. */
class FrameworkExamplesTest {

    @Test
    void shouldSearchOnMillrace() throws Exception {
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
                Document document = new Document();
                document.add(new StringField("title", "Millrace", Store.NO));
                writer.addDocument(document);
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                TermQuery query = new TermQuery(new Term("title", "Millrace"));
                // begin lucene searcher
                try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool()) {
                    IndexSearcher searcher = new IndexSearcher(reader, executor);
                    assertEquals(1, searcher.search(query, 10).scoreDocs.length);
                }
                // end lucene searcher
            }
        }
    }
}

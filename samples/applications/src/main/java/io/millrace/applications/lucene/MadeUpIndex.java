package io.millrace.applications.lucene;

import java.io.IOException;
import java.util.Random;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.ByteBuffersDirectory;

/** An index in memory, of documents of made-up words, in many segments. */
final class MadeUpIndex implements AutoCloseable {

    static final String BODY = "body";
    static final String YEAR = "year";
    static final int FIRST_YEAR = 1900;
    static final int YEARS = 120;

    private static final int SEGMENTS = 40;
    private static final int WORDS = 2000;
    private static final int LENGTH = 60;

    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final DirectoryReader reader;
    private final int documents;

    MadeUpIndex(int documents) throws IOException {
        this.documents = documents;
        IndexWriterConfig unmerged =
                new IndexWriterConfig(new StandardAnalyzer()).setMergePolicy(NoMergePolicy.INSTANCE);
        try (IndexWriter writer = new IndexWriter(directory, unmerged)) {
            Random random = new Random(17);
            int each = Math.max(1, documents / SEGMENTS);
            for (int number = 0; number < documents; number++) {
                writer.addDocument(document(random));
                if ((number + 1) % each == 0) {
                    writer.flush();
                }
            }
        }
        reader = DirectoryReader.open(directory);
    }

    DirectoryReader reader() {
        return reader;
    }

    @Override
    public String toString() {
        return documents + " documents in " + reader.leaves().size() + " segments";
    }

    private static Document document(Random random) {
        StringBuilder text = new StringBuilder();
        for (int place = 0; place < LENGTH; place++) {
            text.append(word(random)).append(' ');
        }
        Document document = new Document();
        document.add(new TextField(BODY, text.toString(), Store.NO));
        document.add(new IntPoint(YEAR, FIRST_YEAR + random.nextInt(YEARS)));
        return document;
    }

    /** Returns a word, the first ones much more often than the last. */
    static String word(Random random) {
        return "w" + random.nextInt(1 + random.nextInt(WORDS));
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}

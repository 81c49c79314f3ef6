package io.millrace.samples.books;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The books of all symbols. Only the map is shared between threads; a book belongs to whoever has an event of its symbol. */
final class Books implements Function<FeedEvent, Depth> {
    private final Map<String, Book> bySymbol = new ConcurrentHashMap<>();
    private final int levels;

    Books(int levels) {
        this.levels = levels;
    }

    /** Applies an event to its book and returns what can be seen of that now. */
    @Override
    public Depth apply(FeedEvent event) {
        Book book = bySymbol.computeIfAbsent(event.symbol(), symbol -> new Book());
        book.apply(event);
        return book.depth(event.symbol(), levels);
    }

    /** Returns how many symbols there were. */
    int count() {
        return bySymbol.size();
    }
}

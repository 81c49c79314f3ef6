package io.millrace.applications.vertx;

import io.millrace.applications.Side;
import io.millrace.applications.Witness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server on the loopback address, which leaves hashing to the worker pool, and a client with some connections. */
final class HashingServer implements Side {

    private static final String HOST = "127.0.0.1";
    private static final int CONNECTIONS = 16;
    private static final long LIMIT_SECONDS = 60;

    private final Vertx vertx;
    private final int requests;
    private final HttpServer server;
    private final HttpClient client;
    private volatile Witness witness = new Witness();

    /** Starts the server, and closes {@code vertx} in the end. */
    HashingServer(Vertx vertx, int requests) throws TimeoutException {
        this.vertx = vertx;
        this.requests = requests;
        server = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, HOST));
        client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    private void answer(HttpServerRequest request) {
        Witness present = witness;
        String question = request.path();
        vertx.executeBlocking(
                        () -> {
                            present.note();
                            return Answers.to(question);
                        },
                        false)
                .onSuccess(request.response()::end)
                .onFailure(failure -> request.response().setStatusCode(500).end());
    }

    @Override
    public List<String> run(Witness shown) throws TimeoutException {
        witness = shown;
        List<Future<String>> answers = new ArrayList<>();
        for (int number = 0; number < requests; number++) {
            answers.add(ask(Answers.question(number)));
        }
        return await(Future.all(answers)).list();
    }

    private Future<String> ask(String question) {
        return client.request(HttpMethod.GET, server.actualPort(), HOST, question)
                .compose(request -> request.send().compose(HttpClientResponse::body))
                .map(Buffer::toString);
    }

    @Override
    public void close() throws TimeoutException {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}

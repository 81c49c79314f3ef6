package io.millrace.applications.spring;

import io.millrace.applications.Side;
import io.millrace.applications.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that asks its service for the prices of all articles and then waits for them. */
final class PriceList implements Side {

    private final ConfigurableApplicationContext application;
    private final int articles;

    /** Starts the application of some configurations, with as many threads whoever makes them. */
    PriceList(int articles, int workers, Class<?>... configurations) {
        this.articles = articles;
        application = new SpringApplicationBuilder(configurations)
                .web(WebApplicationType.NONE)
                .properties(
                        "millrace.workers=" + workers,
                        "spring.task.execution.pool.core-size=" + workers,
                        "spring.main.banner-mode=off",
                        "spring.main.log-startup-info=false",
                        "spring.main.register-shutdown-hook=false")
                .run();
    }

    @Override
    public List<Double> run(Witness witness) {
        PriceService service = application.getBean(PriceService.class);
        List<CompletableFuture<Double>> prices = new ArrayList<>();
        for (int article = 0; article < articles; article++) {
            prices.add(service.price(article, witness));
        }
        return prices.stream().map(CompletableFuture::join).toList();
    }

    /** Computes all prices on the calling thread. */
    static List<Double> computed(int articles) {
        List<Double> prices = new ArrayList<>();
        for (int article = 0; article < articles; article++) {
            prices.add(PriceService.computed(article));
        }
        return prices;
    }

    @Override
    public void close() {
        application.close();
    }
}

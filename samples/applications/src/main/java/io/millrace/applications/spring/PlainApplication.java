package io.millrace.applications.spring;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableAsync;

/** An application of Spring Boot, which knows nothing of Millrace. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
public class PlainApplication {

    /** For Spring. */
    public PlainApplication() {}

    /** The service with asynchronous methods. */
    @Bean
    public PriceService prices() {
        return new PriceService();
    }
}

package io.millrace.applications.spring;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;

/** Makes Millrace the executor of the application, in the place of the one that Spring Boot would make. */
@Configuration(proxyBeanMethods = false)
public class MillraceConfiguration {

    /** For Spring. */
    public MillraceConfiguration() {}

    // begin spring beans
    /** The executor; Spring closes it with the application. */
    @Bean
    public MillraceExecutor millrace(@Value("${millrace.workers}") int workers) {
        return MillraceExecutors.builder()
                .name("millrace-spring")
                .workers(workers)
                .build();
    }

    /** The bean by whose name Spring Boot knows it. */
    @Bean
    public TaskExecutor applicationTaskExecutor(MillraceExecutor millrace) {
        return new TaskExecutorAdapter(millrace);
    }
    // end spring beans
}

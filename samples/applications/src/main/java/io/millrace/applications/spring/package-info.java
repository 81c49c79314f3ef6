/** The {@code apps spring} command: asynchronous methods of an application of Spring Boot, run by Millrace. */
@NullMarked
package io.millrace.applications.spring;

import org.jspecify.annotations.NullMarked;

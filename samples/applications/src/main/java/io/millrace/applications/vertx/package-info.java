/** The {@code apps vertx} command: an HTTP server of Vert.x whose worker pool is Millrace, by its service provider interface. */
@NullMarked
package io.millrace.applications.vertx;

import org.jspecify.annotations.NullMarked;

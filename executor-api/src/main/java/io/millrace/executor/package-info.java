/**
 * Executors in the language of {@code java.util.concurrent}, driven by a device.
 *
 * <p>A {@linkplain io.millrace.executor.MillraceExecutor executor} runs tasks on workers that it starts on demand. Its
 * views add a promise each: {@code atomic(key)} never runs two tasks of a key at once, {@code ordered(series)}
 * completes in submission order what ran in parallel, {@code directed(worker)} keeps to one worker, {@code
 * driven(name)} runs in a thread of the user's, {@code priority(level)} goes before or after the rest.
 */
@NullMarked
package io.millrace.executor;

import org.jspecify.annotations.NullMarked;

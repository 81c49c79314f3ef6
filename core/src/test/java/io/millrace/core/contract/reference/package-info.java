/**
 * A device that is plainly correct: one lock, linked lists, a scan for every delivery. It is the oracle of the contract suites, the
 * proof that they fit more than one device, and, with a {@linkplain io.millrace.core.contract.reference.Fault fault} planted, the
 * proof that they bite.
 */
@NullMarked
package io.millrace.core.contract.reference;

import org.jspecify.annotations.NullMarked;

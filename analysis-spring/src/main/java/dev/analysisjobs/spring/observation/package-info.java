/** Surround attempts with observations that belong to the trace of their submission. */
@NullMarked
package dev.analysisjobs.spring.observation;

import org.jspecify.annotations.NullMarked;

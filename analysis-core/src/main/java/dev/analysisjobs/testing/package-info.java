/** For users' tests: a node driven by hand over the in-memory store, a settable clock, a scripted flaky analyser. */
@NullMarked
package dev.analysisjobs.testing;

import org.jspecify.annotations.NullMarked;

/** Fingerprints and policies of deduplication. Pure: no I/O, clock, thread or logger. */
@NullMarked
package dev.analysisjobs.dedup;

import org.jspecify.annotations.NullMarked;

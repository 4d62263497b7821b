/**
 * The in-memory store, with the full semantics of a database: fencing, deduplication, leases, notices. For tests and for
 * trying the library out; its rows end with the JVM.
 */
@NullMarked
package dev.analysisjobs.memory;

import org.jspecify.annotations.NullMarked;

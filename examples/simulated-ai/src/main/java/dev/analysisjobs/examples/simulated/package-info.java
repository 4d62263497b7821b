/**
 * A simulated AI service: a real HTTP server on loopback that says in every reply that it is simulated, and that fails on
 * demand in the ways real ones do. Knows its clients by the wire alone.
 */
@NullMarked
package dev.analysisjobs.examples.simulated;

import org.jspecify.annotations.NullMarked;

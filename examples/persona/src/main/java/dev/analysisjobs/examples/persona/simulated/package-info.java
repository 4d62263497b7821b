/**
 * A simulated AI service: a real HTTP server on loopback that says in every reply that it is simulated, and that fails on
 * demand in the ways real ones do. Knows nothing of the rest of the program but the wire.
 */
@NullMarked
package dev.analysisjobs.examples.persona.simulated;

import org.jspecify.annotations.NullMarked;

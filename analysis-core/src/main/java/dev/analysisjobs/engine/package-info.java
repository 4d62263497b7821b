/** Wires the stages; the only package that sees them all. Internal. */
@NullMarked
package dev.analysisjobs.engine;

import org.jspecify.annotations.NullMarked;

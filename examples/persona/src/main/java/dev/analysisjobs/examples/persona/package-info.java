/**
 * The persona example: answer sheets in, written personality profiles out. {@code Options} says what was asked for,
 * {@code PersonaRun} is how an application uses the library, {@code RunReport} is what came of it.
 */
@NullMarked
package dev.analysisjobs.examples.persona;

import org.jspecify.annotations.NullMarked;

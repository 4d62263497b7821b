/** Result rules, and the only maker of results. Pure: no I/O, clock, thread or logger. */
@NullMarked
package dev.analysisjobs.validate;

import org.jspecify.annotations.NullMarked;

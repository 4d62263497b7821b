/** Stage four: turn an attempt's outcome into a change, and save it under the fence. */
@NullMarked
package dev.analysisjobs.finish;

import org.jspecify.annotations.NullMarked;

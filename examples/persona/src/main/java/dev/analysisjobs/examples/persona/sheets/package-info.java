/** Answer sheets: read from CSV, and scored. Knows nothing of jobs or AI. */
@NullMarked
package dev.analysisjobs.examples.persona.sheets;

import org.jspecify.annotations.NullMarked;

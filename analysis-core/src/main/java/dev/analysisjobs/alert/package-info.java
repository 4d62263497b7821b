/** Beside the stages: find incidents by rules over readings, and tell of each one once. */
@NullMarked
package dev.analysisjobs.alert;

import org.jspecify.annotations.NullMarked;

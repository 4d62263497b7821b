/** The analysis itself: what a profile is and when it is complete, how an AI service is asked, what its replies mean. */
@NullMarked
package dev.analysisjobs.examples.persona.ai;

import org.jspecify.annotations.NullMarked;

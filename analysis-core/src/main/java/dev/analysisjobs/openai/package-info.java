/**
 * The wire of OpenAI-compatible chat completions, for analysers with an HTTP client of their own: what is asked, what was wrong
 * last time, what a reply means. Needs Jackson 3; knows no HTTP client.
 */
@NullMarked
package dev.analysisjobs.openai;

import org.jspecify.annotations.NullMarked;

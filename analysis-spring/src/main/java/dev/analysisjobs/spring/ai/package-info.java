/** AI clients as analysers: an OpenAI-compatible endpoint by RestClient, and Spring AI's chat models and chat clients. */
@NullMarked
package dev.analysisjobs.spring.ai;

import org.jspecify.annotations.NullMarked;

/** A chat model of LangChain4j as an analyser. */
@NullMarked
package dev.analysisjobs.examples.langchain4j;

import org.jspecify.annotations.NullMarked;

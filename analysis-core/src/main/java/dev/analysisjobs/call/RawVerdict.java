package dev.analysisjobs.call;

import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import org.jspecify.annotations.Nullable;

/**
 * What an analyser got, as text.
 *
 * @param output the answer; null when none came
 * @param failed why there is no answer; null when there is one, or should be
 * @param facts what the provider told
 */
public record RawVerdict(@Nullable String output, Outcome.@Nullable Failed failed, ProviderFacts facts) {}

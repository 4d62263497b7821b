package dev.analysisjobs.call;

import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;

/** What an attempt ended in, with what the provider told. */
public record Ending(Outcome outcome, ProviderFacts facts) {}

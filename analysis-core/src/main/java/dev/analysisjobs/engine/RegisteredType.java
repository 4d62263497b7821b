package dev.analysisjobs.engine;

import dev.analysisjobs.call.RawAnalyzer;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.validate.ResultRules;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type as the engine sees it.
 *
 * @param analyzer makes the call; null on a node that only submits
 * @param classifier says first what an exception of the analyser means
 */
public record RegisteredType(
        TypePolicy policy,
        ResultRules rules,
        @Nullable RawAnalyzer analyzer,
        Function<Throwable, Outcome.@Nullable Failed> classifier) {}

package dev.analysisjobs.port;

import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Record how an attempt ended without a result. Texts are made storable and bounded here, so that recording a failure never
 * fails because of its text.
 *
 * @param attempt its number, from 1
 * @param node the node that ran it
 * @param startedAt when it was claimed, on the store's clock
 * @param end how it left the job
 * @param failure why
 * @param violations the rules that its output broke, at most {@link #VIOLATION_LIMIT} are kept
 * @param rejectedOutput what came back, cut to {@link #REJECTED_LIMIT} characters
 * @param facts what the provider told
 * @since 0.1
 */
public record EndedAttempt(
        int attempt,
        String node,
        Instant startedAt,
        AttemptEnd end,
        Failure failure,
        List<Violation> violations,
        @Nullable String rejectedOutput,
        ProviderFacts facts) {
    /** The most violations that are kept. */
    public static final int VIOLATION_LIMIT = 20;
    /** The most characters of a rejected output that are kept. */
    public static final int REJECTED_LIMIT = 20_000;

    public EndedAttempt {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(facts, "facts");
        violations = List.copyOf(violations.subList(0, Math.min(violations.size(), VIOLATION_LIMIT)));
        rejectedOutput = rejectedOutput == null ? null : SafeText.clip(rejectedOutput, REJECTED_LIMIT);
    }
}

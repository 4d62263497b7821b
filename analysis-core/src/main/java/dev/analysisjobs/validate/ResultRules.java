package dev.analysisjobs.validate;

import dev.analysisjobs.model.FinishReason;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decide whether an output is complete; the only maker of results. One rule is always on: the output is not null, not blank
 * (also to Unicode), not JSON {@code null}, and can be stored and read back. All other rules are the type's own.
 *
 * <p>Immutable, pure and thread-safe. Validation never throws because of an output or a rule: a rule that fails itself counts
 * as broken.
 *
 * @since 0.1
 */
public final class ResultRules {
    /** The most violations that are told; the last one tells how many more there are. */
    public static final int VIOLATION_LIMIT = 20;

    private static final ResultRules PRESENCE = builder().build();

    private final Presence presence;
    private final boolean json;
    private final List<NamedRule> rules;

    ResultRules(Presence presence, boolean json, List<NamedRule> rules) {
        this.presence = presence;
        this.json = json;
        this.rules = List.copyOf(rules);
    }

    /** Return the rules that are always on, and no more. */
    public static ResultRules presence() {
        return PRESENCE;
    }

    /** Begin to collect a type's rules. */
    public static ResultRulesBuilder builder() {
        return new ResultRulesBuilder();
    }

    /**
     * Validate what an attempt got: the finish reason first, then presence, then well-formedness, then every rule.
     *
     * @param resultId the id that the result gets when it passes, UUIDv7
     * @param candidate what came
     */
    public Validation validate(UUID resultId, Candidate candidate) {
        Outcome.Failed unfinished = FinishReason.failureOf(candidate.finishReason(), candidate.output());
        return unfinished != null ? new Validation.Rejected(unfinished) : judge(resultId, candidate);
    }

    /**
     * Validate a stored result by today's rules; it keeps its id. The finish reason was judged when the result was made, only
     * the content is judged again.
     *
     * @param stored the result as it was read
     * @param input the job's encoded input
     */
    public Validation revalidate(StoredResult stored, String input) {
        return judge(
                stored.id(),
                new Candidate(stored.jobId(), stored.leaseToken(), stored.attempt(), input, stored.output(), null));
    }

    private Validation judge(UUID resultId, Candidate candidate) {
        Objects.requireNonNull(resultId, "resultId");
        Outcome.Failed absent = presence.failure(candidate.output());
        if (absent != null) {
            return new Validation.Rejected(absent);
        }
        String text = Objects.requireNonNull(candidate.output(), "output");
        List<Violation> violations = check(new Output(text, candidate.input()));
        return violations.isEmpty()
                ? new Validation.Passed(new ValidatedResult(
                        resultId, candidate.jobId(), candidate.leaseToken(), candidate.attempt(), text))
                : new Validation.Rejected(new Outcome.Invalid(violations, text));
    }

    private List<Violation> check(Output output) {
        Violation malformed = json ? malformed(output) : null;
        if (malformed != null) {
            return List.of(malformed);
        }
        List<Violation> told = new ArrayList<>();
        int more = 0;
        for (NamedRule rule : rules) {
            for (Violation violation : rule.check(output)) {
                if (told.size() < VIOLATION_LIMIT) {
                    told.add(violation);
                } else {
                    more++;
                }
            }
        }
        if (more > 0) {
            told.set(VIOLATION_LIMIT - 1, new Violation("", "and " + (more + 1) + " more violations"));
        }
        return told;
    }

    private static @Nullable Violation malformed(Output output) {
        try {
            output.json();
            return null;
        } catch (IllegalArgumentException fault) {
            return new Violation("", String.valueOf(fault.getMessage()));
        } catch (Throwable thrown) {
            return new Violation("", "It cannot be parsed as JSON: " + SafeText.describe(thrown));
        }
    }

    @Override
    public String toString() {
        return "ResultRules[presence" + (json ? ", json" : "")
                + String.join("", rules.stream().map(rule -> ", " + rule.name()).toList()) + "]";
    }
}

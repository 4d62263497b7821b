package dev.analysisjobs.openai;

import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.FailureCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Make a repeat another question than the one before: say what was wrong with the last answer, and give more room to one that
 * was cut. For every model and client; needs no Jackson. Pure and thread-safe.
 *
 * @since 0.1
 */
public final class FollowUps {
    private FollowUps() {}

    /**
     * Return what to tell the model after the question itself: that its last answer was cut, or the rules that it broke. Empty on a
     * first attempt, and when the last one did not fail for its answer.
     */
    public static Optional<String> message(AttemptContext context) {
        if (wasCut(context)) {
            return Optional.of(
                    "Your last answer was cut off by its length limit. Answer again, from the start and in full, as briefly"
                            + " as the task allows.");
        }
        List<String> faults = context.previous().map(Attempt::violations).orElse(List.of()).stream()
                .map(violation -> "- " + violation)
                .toList();
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(faults.stream()
                        .collect(Collectors.joining(
                                "\n",
                                "Your last answer was not accepted. Answer again, in full, and mend this:\n",
                                "")));
    }

    /**
     * Return how many tokens to allow: {@code first}, and as many again with each attempt after an answer that was cut.
     *
     * @param first how many tokens an answer usually needs
     */
    public static int maxTokens(AttemptContext context, int first) {
        return wasCut(context) ? Math.multiplyExact(first, context.attempt()) : first;
    }

    private static boolean wasCut(AttemptContext context) {
        return context.previous()
                .filter(last -> last.failure().code().equals(FailureCode.TRUNCATED))
                .isPresent();
    }
}

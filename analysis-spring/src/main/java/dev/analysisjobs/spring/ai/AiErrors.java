package dev.analysisjobs.spring.ai;

import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.ExceptionOutcomes;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.openai.ChatReplies;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.http.HttpHeaders;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClientResponseException;

/**
 * Sorts what a model of Spring AI threw: by the reply that came, else by the status that an exception of the chain knows, else by
 * type. Never by words.
 */
final class AiErrors {
    private static final boolean OPEN_AI =
            ClassUtils.isPresent("com.openai.errors.OpenAIException", AiErrors.class.getClassLoader());
    private static final boolean SPRING_AI_RETRY =
            ClassUtils.isPresent("org.springframework.ai.retry.TransientAiException", AiErrors.class.getClassLoader());
    private static final boolean SPRING_WEB = ClassUtils.isPresent(
            "org.springframework.web.client.RestClientResponseException", AiErrors.class.getClassLoader());

    private AiErrors() {}

    /** Returns what was thrown means; null when that is for the type's classifier and the library to say. */
    static <O> @Nullable Verdict<O> read(RuntimeException thrown, @Nullable Exchange exchange) {
        Verdict<O> failure = exchange == null ? null : exchange.failure();
        if (failure != null) {
            return failure;
        }
        Verdict<O> known = known(thrown);
        if (known != null) {
            return known;
        }
        Outcome.Failed outcome = ofType(thrown);
        ProviderFacts facts = exchange == null ? ProviderFacts.none() : exchange.completed(ProviderFacts.none());
        return outcome == null ? null : Verdict.<O>failed(outcome).with(facts);
    }

    private static <O> @Nullable Verdict<O> known(Throwable thrown) {
        int links = 0;
        for (Throwable link = thrown;
                link != null && links < ExceptionOutcomes.CHAIN_LIMIT;
                link = link.getCause(), links++) {
            Verdict<O> known = null;
            if (SPRING_WEB && link instanceof RestClientResponseException answered) {
                HttpHeaders headers = answered.getResponseHeaders();
                known = ChatReplies.read(
                        answered.getStatusCode().value(),
                        name -> headers == null ? null : headers.getFirst(name),
                        answered.getResponseBodyAsByteArray());
            } else if (OPEN_AI) {
                known = OpenAiSdkErrors.read(link);
            }
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    private static Outcome.@Nullable Failed ofType(Throwable thrown) {
        if (!(ExceptionOutcomes.classify(thrown) instanceof Outcome.Unknown)) {
            return null;
        }
        if (OPEN_AI && OpenAiSdkErrors.isUnreadable(thrown)) {
            return new Outcome.Invalid(
                    List.of(new Violation("", "The reply is not what OpenAI's client can read")), null);
        }
        // Said of server errors, and of statuses that the app names; "non-transient" may be a rate limit or a wrong
        // key.
        return SPRING_AI_RETRY && thrown instanceof TransientAiException
                ? new Outcome.Transport("The provider failed: " + SafeText.describe(thrown))
                : null;
    }
}

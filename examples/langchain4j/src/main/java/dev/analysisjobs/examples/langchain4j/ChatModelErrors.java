package dev.analysisjobs.examples.langchain4j;

import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.ExceptionOutcomes;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.openai.ChatReplies;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sorts what LangChain4j throws: by status and error code of the reply behind it, else by type. */
final class ChatModelErrors {
    private ChatModelErrors() {}

    /** Returns what was thrown means; null when that is for the type's classifier and the library to say. */
    static <O> @Nullable Verdict<O> read(RuntimeException thrown) {
        int links = 0;
        for (Throwable link = thrown;
                link != null && links < ExceptionOutcomes.CHAIN_LIMIT;
                link = link.getCause(), links++) {
            if (link instanceof HttpException answered) {
                // Its message is the body of the reply; of the headers, and so of Retry-After, nothing is left.
                String body = answered.getMessage() == null ? "" : answered.getMessage();
                return ChatReplies.read(answered.statusCode(), name -> null, body.getBytes(StandardCharsets.UTF_8));
            }
        }
        Outcome.Failed known = ofType(thrown);
        return known == null ? null : Verdict.failed(known);
    }

    private static Outcome.@Nullable Failed ofType(RuntimeException thrown) {
        String words = SafeText.describe(thrown);
        if (thrown instanceof ContentFilteredException) {
            // Thrown of a refusal.
            return new Outcome.Refused("The model declined to answer: " + words);
        }
        if (thrown instanceof TimeoutException) {
            return new Outcome.Timeout("The client's own time-out was reached: " + words);
        }
        if (thrown instanceof RateLimitException) {
            return new Outcome.RateLimited("Rate limited: " + words, null);
        }
        if (thrown instanceof AuthenticationException || thrown instanceof ModelNotFoundException) {
            return new Outcome.AuthOrConfig("Credentials or configuration are wrong: " + words);
        }
        if (thrown instanceof InvalidRequestException) {
            return new Outcome.BadRequest("The provider refuses the request: " + words);
        }
        return thrown instanceof InternalServerException || thrown instanceof UnresolvedModelServerException
                ? new Outcome.Transport("The provider failed: " + words)
                : null;
    }
}

package dev.analysisjobs.openai;

import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.FinishReason;
import dev.analysisjobs.model.HttpError;
import dev.analysisjobs.model.HttpOutcomes;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Say what a reply to a chat completion means. The checks come in this order, and the first that finds something decides:
 * status, error in the body of a 200, finish reason, refusal, empty. What is left is an answer, which the library holds against
 * the type's rules. Error replies of other services are understood as far as they keep an {@code error} with type, code or
 * message. Pure and thread-safe; never throws on whatever came.
 *
 * @since 0.1
 */
public final class ChatReplies {
    /** The most bytes of a reply that are worth reading, unless an analyser says otherwise: 2 MiB. */
    public static final int BODY_LIMIT = 2 << 20;

    /** What a provider's Retry-After is clamped to; the type's {@code maxPutBackDelay} clamps it further. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private static final JsonMapper JSON = JsonMapper.shared();

    private ChatReplies() {}

    /**
     * Return what a reply means, with what the provider told: request id, status, finish reason, tokens.
     *
     * @param status the HTTP status
     * @param header looks a header up by its name in lower case; null when there is none
     * @param body the whole body
     */
    public static <O> Verdict<O> read(int status, Function<String, @Nullable String> header, byte[] body) {
        JsonNode json = json(body);
        ProviderFacts facts = facts(status, header, json);
        if (status < 200 || status > 299) {
            return failed(error(status, header, json), facts);
        }
        if (json == null) {
            return failed(notJson(body), facts);
        }
        if (json.hasNonNull("error")) {
            return failed(error(status, header, json), facts);
        }
        JsonNode choice = json.path("choices").path(0);
        if (choice.isMissingNode()) {
            return noAnswer(facts);
        }
        JsonNode message = choice.path("message");
        return read(text(message, "content"), text(message, "refusal"), facts);
    }

    /**
     * Return what an answer means that somebody else took out of a reply: no finish reason, a bad one, a refusal and no content
     * are failures, in this order.
     *
     * @param content the answer's text
     * @param refusal why the model declines
     * @param facts what the provider told; its finish reason is looked at before the content
     */
    public static <O> Verdict<O> read(@Nullable String content, @Nullable String refusal, ProviderFacts facts) {
        String there = blankToNull(content);
        String finishReason = facts.finishReason();
        if (finishReason == null) {
            return failed(new Outcome.Unknown("The reply has no finish reason, so it may be cut", there), facts);
        }
        Outcome.Failed finish = FinishReason.failureOf(finishReason, there);
        if (finish != null) {
            return failed(finish, facts);
        }
        if (blankToNull(refusal) != null) {
            return failed(new Outcome.Refused("The model declined to answer: " + refusal), facts);
        }
        if (there == null) {
            return failed(new Outcome.Empty("The reply's content is missing, null or blank", null), facts);
        }
        return Verdict.<O>text(there).with(facts);
    }

    /**
     * Read a reply's body up to a size, and no longer than the attempt lives: the stream is closed from another thread when the
     * attempt reaches its limit or is stopped, since a body may come in drips and not every stream hears an interrupt (that of the
     * JDK's HTTP client only from Java 21 on).
     *
     * @param body a stream that may be closed by another thread
     * @param limit the most bytes
     * @return the whole body; null when it is larger
     * @throws InterruptedException when the thread was interrupted between two parts
     */
    public static byte @Nullable [] readBody(InputStream body, int limit, AttemptContext attempt)
            throws IOException, InterruptedException {
        return BoundedBody.read(body, limit, attempt);
    }

    /**
     * Read a reply's body up to a size, from a stream that only its own thread may touch; looks for an interrupt after each part.
     *
     * @param limit the most bytes
     * @return the whole body; null when it is larger
     * @throws InterruptedException when the thread was interrupted between two parts
     */
    public static byte @Nullable [] readBody(InputStream body, int limit) throws IOException, InterruptedException {
        return BoundedBody.read(body, limit);
    }

    /** Return the verdict on a reply in which nobody answered. */
    public static <O> Verdict<O> noAnswer(ProviderFacts facts) {
        return failed(new Outcome.Empty("The reply has no choices", null), facts);
    }

    /** Return the verdict on a reply that is larger than what is read of it. */
    public static <O> Verdict<O> tooLarge(int limit, int status, Function<String, @Nullable String> header) {
        Outcome.Failed outcome =
                new Outcome.Invalid(List.of(new Violation("", "The reply is larger than " + limit + " bytes")), null);
        return failed(outcome, facts(status, header, null));
    }

    private static Outcome.Failed error(
            int status, Function<String, @Nullable String> header, @Nullable JsonNode body) {
        JsonNode error = body == null ? JSON.missingNode() : body.path("error");
        String type = text(error, "type");
        HttpError said = HttpError.ofStatus(status)
                .withBody(
                        type == null ? text(error, "status") : type,
                        word(error, "code"),
                        error.isString() ? error.stringValue() : text(error, "message"))
                .withHeaders(header.apply("retry-after-ms"), header.apply("retry-after"));
        return HttpOutcomes.classify(said, clockOf(header), LONGEST_WAIT);
    }

    /** Only a Retry-After that is a date is counted from here; the provider's own clock makes it right even if it is off. */
    private static Instant clockOf(Function<String, @Nullable String> header) {
        String date = header.apply("date");
        try {
            return date == null ? Instant.now() : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeParseException garbage) {
            return Instant.now();
        }
    }

    private static Outcome.Failed notJson(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.isBlank()
                ? new Outcome.Empty("The reply's body is empty", null)
                : new Outcome.Invalid(List.of(new Violation("", "The reply is not JSON")), text);
    }

    private static ProviderFacts facts(int status, Function<String, @Nullable String> header, @Nullable JsonNode body) {
        JsonNode known = body == null ? JSON.missingNode() : body;
        String requestId = blankToNull(header.apply("x-request-id"));
        return ProviderFacts.none()
                .withRequestId(requestId == null ? text(known, "id") : requestId)
                .withHttpStatus(status)
                .withFinishReason(text(known.path("choices").path(0), "finish_reason"))
                .withTokens(
                        number(known.path("usage"), "prompt_tokens"), number(known.path("usage"), "completion_tokens"));
    }

    private static <O> Verdict<O> failed(Outcome.Failed outcome, ProviderFacts facts) {
        return Verdict.<O>failed(outcome).with(facts);
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isMissingNode() ? null : json;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** Return a string that is there and not blank, else null. */
    private static @Nullable String text(JsonNode node, String name) {
        return blankToNull(node.path(name).stringValue(null));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Return a code, which some services write as a number. */
    private static @Nullable String word(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNumber() ? value.numberValue().toString() : text(node, name);
    }

    private static @Nullable Long number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
    }
}

package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.FinishReason;
import dev.analysisjobs.model.HttpError;
import dev.analysisjobs.model.HttpOutcomes;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Say what a reply means. The checks come in this order, and the first that finds something decides: status, error in the body
 * of a 200, finish reason, refusal, empty. What is left is an answer, which the library holds against the type's rules.
 */
final class ReplyReader {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Duration longestWait;

    ReplyReader(Duration longestWait) {
        this.longestWait = longestWait;
    }

    Verdict<Profile> read(HttpReply reply) {
        JsonNode body = json(reply.body());
        ProviderFacts facts = facts(reply, body);
        if (reply.status() < 200 || reply.status() > 299) {
            return failed(error(reply, body), facts);
        }
        if (body == null) {
            return failed(notJson(reply.body()), facts);
        }
        if (body.hasNonNull("error")) {
            return failed(error(reply, body), facts);
        }
        JsonNode choice = body.path("choices").path(0);
        if (choice.isMissingNode()) {
            return failed(new Outcome.Empty("The reply has no choices", null), facts);
        }
        return read(choice, facts);
    }

    private static Verdict<Profile> read(JsonNode choice, ProviderFacts facts) {
        JsonNode message = choice.path("message");
        String content = text(message, "content");
        if (facts.finishReason() == null) {
            return failed(new Outcome.Unknown("The reply has no finish reason, so it may be cut", content), facts);
        }
        Outcome.Failed finish = FinishReason.failureOf(facts.finishReason(), content);
        if (finish != null) {
            return failed(finish, facts);
        }
        String refusal = text(message, "refusal");
        if (refusal != null) {
            return failed(new Outcome.Refused("The model declined to answer: " + refusal), facts);
        }
        if (content == null) {
            return failed(new Outcome.Empty("The reply's content is missing, null or blank", null), facts);
        }
        return Verdict.<Profile>text(content).with(facts);
    }

    private Outcome.Failed error(HttpReply reply, @Nullable JsonNode body) {
        JsonNode error = body == null ? JSON.missingNode() : body.path("error");
        HttpError said = HttpError.ofStatus(reply.status())
                .withBody(word(error, "type"), word(error, "code"), text(error, "message"))
                .withHeaders(
                        header(reply, "retry-after-ms").orElse(null),
                        header(reply, "retry-after").orElse(null));
        return HttpOutcomes.classify(said, clockOf(reply), longestWait);
    }

    /** Only a Retry-After that is a date is counted from here; the provider's own clock makes it right even if it is off. */
    private static Instant clockOf(HttpReply reply) {
        try {
            return header(reply, "date")
                    .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
                    .orElseGet(Instant::now);
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

    private static ProviderFacts facts(HttpReply reply, @Nullable JsonNode body) {
        JsonNode known = body == null ? JSON.missingNode() : body;
        return ProviderFacts.none()
                .withRequestId(header(reply, "x-request-id").orElse(text(known, "id")))
                .withHttpStatus(reply.status())
                .withFinishReason(text(known.path("choices").path(0), "finish_reason"))
                .withTokens(
                        number(known.path("usage"), "prompt_tokens"), number(known.path("usage"), "completion_tokens"));
    }

    private static Verdict<Profile> failed(Outcome.Failed outcome, ProviderFacts facts) {
        return Verdict.<Profile>failed(outcome).with(facts);
    }

    private static Optional<String> header(HttpReply reply, String name) {
        return reply.headers().firstValue(name);
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** Return a string that is there and not blank, else null. */
    private static @Nullable String text(JsonNode node, String name) {
        String value = node.path(name).stringValue(null);
        return value == null || value.isBlank() ? null : value;
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

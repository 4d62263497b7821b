package dev.analysisjobs.examples.simulated;

import static dev.analysisjobs.examples.simulated.Completion.error;
import static dev.analysisjobs.examples.simulated.Completion.message;
import static dev.analysisjobs.examples.simulated.Completion.with;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answer a call, healthily or with its fault. */
final class Replies {
    private static final int DRIP_MILLIS = 100;
    private static final int HUGE = 4 << 20;

    private final HttpConnection to;
    private final String requestId;
    private final ProfileTexts texts;

    Replies(HttpConnection to, String requestId, JsonNode scores) {
        this.to = to;
        this.requestId = requestId;
        this.texts = new ProfileTexts(scores);
    }

    /** Answer; what breaks the connection closes it. */
    void answer(Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case NONE -> stop(texts.good());

            case RESET_BEFORE_HEADERS -> to.reset();
            case RESET_AFTER_HEADERS -> {
                head(texts.good().length());
                to.reset();
            }
            case BODY_CUT -> cutBody();
            case BODY_DRIPS -> drip();
            case HANG_BEFORE_HEADERS -> to.hang();
            case HANG_AFTER_HEADERS -> {
                head(texts.good().length());
                to.hang();
            }

            case RATE_LIMIT_SECONDS -> rateLimit("Retry-After", "1");
            case RATE_LIMIT_MILLIS -> rateLimit("retry-after-ms", "150");
            case RATE_LIMIT_DATE -> rateLimit("Retry-After", httpDate(1));
            case RATE_LIMIT_GARBAGE -> rateLimit("Retry-After", "soon");
            case QUOTA ->
                reply(
                        429,
                        Map.of("Retry-After", "1"),
                        error("insufficient_quota", "insufficient_quota", "You exceeded your current quota"));
            case UNAVAILABLE_503 -> failed(503, "server_error", null, "The service is unavailable");
            case OVERLOADED_529 -> failed(529, "overloaded_error", null, "Overloaded");
            case SERVER_ERROR_500 -> failed(500, "server_error", null, "The server had an error");
            case BAD_GATEWAY_502 -> page(502, "Bad gateway");
            case GATEWAY_TIMEOUT_504 -> page(504, "Gateway time-out");
            case REQUEST_TIMEOUT_408 -> failed(408, "timeout", null, "The request took too long");
            case CONFLICT_409 -> failed(409, "conflict", null, "Try again");
            case BAD_REQUEST_400 -> failed(400, "invalid_request_error", null, "Invalid request");
            case UNPROCESSABLE_422 -> failed(422, "invalid_request_error", null, "Unprocessable");
            case CONTEXT_TOO_LONG ->
                failed(400, "invalid_request_error", "context_length_exceeded", "The context is too long");
            case UNAUTHORIZED_401 -> failed(401, "invalid_request_error", "invalid_api_key", "Incorrect API key");

            case ERROR_IN_200 -> failed(200, "server_error", null, "The upstream model failed");
            case EMPTY_BODY -> raw(200, "application/json", "");
            case HTML_PAGE -> page(200, "Welcome to the guest network");
            case BODY_NOT_JSON -> {
                String whole = with(texts.good(), "stop").toString();
                raw(200, "application/json", whole.substring(0, whole.length() / 2));
            }
            case HUGE_BODY -> raw(200, "application/json", "{\"id\":\"" + "x".repeat(HUGE) + "\"}");
            case NO_CHOICES -> {
                ObjectNode body = with(null, null);
                body.putArray("choices");
                ok(body);
            }

            case CUT_BUT_PARSES -> ok(with(texts.good(), "length"));
            case REASONING_ONLY -> {
                ObjectNode body = with("", "length");
                message(body).put("reasoning_content", "Let me think about these scores at length");
                ok(body);
            }
            case CONTENT_FILTER -> ok(with(null, "content_filter"));
            case UNKNOWN_FINISH -> ok(with(texts.good(), "paused"));
            case NO_FINISH -> ok(with(texts.good(), null));
            case TOOL_CALL_ONLY -> {
                ObjectNode body = with(null, "tool_calls");
                ObjectNode call = message(body).putArray("tool_calls").addObject();
                call.put("id", "call-1").put("type", "function");
                call.putObject("function").put("name", "look_up").put("arguments", "{}");
                ok(body);
            }

            case REFUSAL -> {
                ObjectNode body = with(null, "stop");
                message(body).put("refusal", "I cannot describe this person");
                ok(body);
            }
            case CONTENT_NULL -> ok(with(null, "stop"));
            case CONTENT_BLANK -> stop(" \n ");
            case CONTENT_JSON_NULL -> stop("null");

            case CONTENT_CUT_JSON -> stop(texts.cut());
            case CONTENT_EMPTY_OBJECT -> stop("{}");
            case WRONG_PERSON -> stop(texts.ofSomebodyElse());
            case TRAIT_MISSING -> stop(texts.withoutOneTrait());
            case TRAIT_TWICE -> stop(texts.withOneTraitTwice());
            case TEXT_WITH_LONE_SURROGATE -> stop(texts.withSummary("Half a smile \uD83D and no more of it"));
            case TEXT_WITH_NUL -> stop(texts.withSummary("Before\0after, and some more words"));
        }
    }

    private void stop(String content) throws IOException {
        ok(with(content, "stop"));
    }

    private void ok(ObjectNode body) throws IOException {
        reply(200, Map.of(), body);
    }

    private void failed(int status, String type, @Nullable String code, String text) throws IOException {
        reply(status, Map.of(), error(type, code, text));
    }

    private void rateLimit(String header, String value) throws IOException {
        reply(
                429,
                Map.of(header, value, "Date", httpDate(0)),
                error("requests", "rate_limit_exceeded", "Too many requests"));
    }

    private void page(int status, String title) throws IOException {
        raw(status, "text/html", "<!doctype html><title>" + title + "</title><h1>" + title + "</h1>");
    }

    private void reply(int status, Map<String, String> headers, ObjectNode body) throws IOException {
        byte[] bytes = Completion.bytes(body);
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", "application/json");
        all.put("x-request-id", requestId);
        to.head(status, all, bytes.length);
        to.write(bytes);
    }

    private void raw(int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        to.head(status, Map.of("Content-Type", contentType, "x-request-id", requestId), bytes.length);
        to.write(bytes);
    }

    private void head(int length) throws IOException {
        to.head(200, Map.of("Content-Type", "application/json", "x-request-id", requestId), length);
    }

    private void cutBody() throws IOException {
        byte[] whole = Completion.bytes(with(texts.good(), "stop"));
        head(whole.length);
        to.write(Arrays.copyOf(whole, whole.length / 2));
        to.close();
    }

    private void drip() throws IOException, InterruptedException {
        byte[] whole = Completion.bytes(with(texts.good(), "stop"));
        head(whole.length);
        for (byte b : whole) {
            to.write(new byte[] {b});
            Thread.sleep(DRIP_MILLIS);
        }
    }

    private static String httpDate(int secondsFromNow) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(secondsFromNow));
    }
}

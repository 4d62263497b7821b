package dev.analysisjobs.spring.notice;

import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.NoticeSender;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.json.JsonWriter;

/** Posts notices as signed JSON. Only an answer of 2xx, of which no body is read, accepts a notice; redirects are not followed. */
final class WebhookNoticeSender implements NoticeSender {
    private static final JsonWriter<Notice> JSON = JsonWriter.of(json -> {
        json.add("type", notice -> "analysis." + notice.kind().name().toLowerCase(Locale.ROOT));
        json.add("timestamp", notice -> notice.createdAt().toString());
        json.add("data").usingMembers(data -> {
            data.add("noticeId", notice -> notice.id().toString());
            data.add("kind", notice -> notice.kind().name());
            data.add("jobId", Notice::jobId).whenNotNull().as(Object::toString);
            data.add("analysisType", Notice::type);
            data.add("subject", Notice::subject).whenNotNull();
            data.add("failureCode", Notice::failure)
                    .whenNotNull()
                    .as(failure -> failure.code().name());
        });
    });

    private final HttpClient http;
    private final URI url;
    private final WebhookSignature signature;
    private final Duration timeout;
    private final Clock clock;

    WebhookNoticeSender(URI url, WebhookSignature signature, Duration connectTimeout, Duration timeout, Clock clock) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.url = url;
        this.signature = signature;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void send(Notice notice) throws Exception {
        byte[] body = JSON.write(notice).toByteArray(StandardCharsets.UTF_8);
        String id = notice.id().toString();
        long seconds = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", signature.sign(id, seconds, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        // However long the body is, and however slowly it comes.
        answer.body().close();
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("The webhook answered with HTTP status " + answer.statusCode());
        }
    }
}

package dev.analysisjobs.spring.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.analysisjobs.spring.AnalysisConfigurationException;
import dev.analysisjobs.spring.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notices by webhook, to a real HTTP server that fails in every way. */
class WebhookNoticeTest {
    private static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes(StandardCharsets.UTF_8));

    record Post(Map<String, String> headers, byte[] body) {}

    /** Answers with these statuses first, then with 204; 0 is no answer. */
    private final Deque<Integer> statuses = new ConcurrentLinkedDeque<>();

    private final Deque<Post> posts = new ConcurrentLinkedDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            posts.add(new Post(headers, exchange.getRequestBody().readAllBytes()));
            Integer status = statuses.poll();
            if (status == null) {
                exchange.sendResponseHeaders(204, -1);
            } else if (status == 0) {
                await(over);
            } else if (status == 200) {
                endless(exchange.getResponseBody(), () -> exchange.sendResponseHeaders(200, 0));
            } else {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, -1);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private ApplicationContextRunner app() {
        return NoticeApp.runner()
                .withPropertyValues(
                        "analysis.jobs.notices.webhook.url=http://127.0.0.1:"
                                + server.getAddress().getPort() + "/hook",
                        "analysis.jobs.notices.webhook.secret=" + SECRET);
    }

    @Test
    void aFailedJobIsPostedAsSignedJson() {
        app().run(context -> {
            UUID job = NoticeApp.run(context, "ann \"quoted\"\r\nü", "refused");
            Eventually.holds(() -> assertState(context, "delivered"));

            assertThat(posts).hasSize(1);
            Post post = posts.peek();
            Map<String, Object> notice = NoticeApp.notices(context).get(0);
            assertThat(post.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("webhook-id", notice.get("NOTICE_ID").toString());
            JsonNode json = JsonMapper.shared().readTree(post.body());
            assertThat(json.propertyNames()).containsExactly("type", "timestamp", "data");
            assertThat(json.get("type").asString()).isEqualTo("analysis.job_failed");
            assertThat(Instant.parse(json.get("timestamp").asString())).isBeforeOrEqualTo(Instant.now());
            assertThat(JsonMapper.shared().convertValue(json.get("data"), Map.class))
                    .isEqualTo(Map.of(
                            "noticeId", notice.get("NOTICE_ID").toString(),
                            "kind", "JOB_FAILED",
                            "jobId", job.toString(),
                            "analysisType", "persona",
                            "subject", "ann \"quoted\"\r\nü",
                            "failureCode", "REFUSED"));
        });
    }

    @Test
    void aBodyOrTimeOrIdThatWasChangedIsDetected() {
        app().run(context -> {
            NoticeApp.run(context, "ann", "refused");
            Eventually.holds(() -> assertState(context, "delivered"));
            Post post = posts.remove();
            WebhookReceiver receiver = new WebhookReceiver(SECRET);
            String id = post.headers().get("webhook-id");
            String time = post.headers().get("webhook-timestamp");
            String signature = post.headers().get("webhook-signature");

            assertThat(receiver.isGenuine(id, time, signature, post.body())).isTrue();
            byte[] tampered = new String(post.body(), StandardCharsets.UTF_8)
                    .replace("REFUSED", "TIMEOUT")
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(tampered).isNotEqualTo(post.body());
            assertThat(receiver.isGenuine(id, time, signature, tampered)).isFalse();
            assertThat(receiver.isGenuine(UUID.randomUUID().toString(), time, signature, post.body()))
                    .isFalse();
            assertThat(receiver.isGenuine(id, Long.toString(Long.parseLong(time) - 1), signature, post.body()))
                    .isFalse();
            assertThat(receiver.isGenuine(id, time, "v1,", post.body())).isFalse();
            WebhookReceiver other = new WebhookReceiver(SECRET.replace("M", "N"));
            assertThat(other.isGenuine(id, time, signature, post.body())).isFalse();
        });
    }

    @Test
    void theSignatureIsThatOfTheStandardWebhooksSpecification() throws Exception {
        WebhookSignature signature = WebhookSignature.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(signature.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whatIsNot2xxIsPostedAgainWithTheSameIdAndRedirectsAreNotFollowed() {
        List<Integer> refusals = List.of(500, 429, 404, 410, 302, 307);
        statuses.addAll(refusals);
        app().run(context -> {
            NoticeApp.run(context, "ann", "refused");
            Eventually.holds(() -> assertState(context, "delivered"));

            assertThat(posts).hasSize(refusals.size() + 1);
            assertThat(posts)
                    .extracting(post -> post.headers().get("webhook-id"))
                    .containsOnly(
                            NoticeApp.notices(context).get(0).get("NOTICE_ID").toString());
        });
    }

    @Test
    void aHookThatHangsIsLeftBehindWhileJobsGoOnAndIsParkedAtLast() {
        statuses.addAll(List.of(0, 0));
        app().withPropertyValues(
                        "analysis.jobs.notices.webhook.timeout=2s",
                        "analysis.jobs.notices.webhook.connect-timeout=2s",
                        "analysis.jobs.notices.max-deliveries=2")
                .run(context -> {
                    NoticeApp.run(context, "ann", "refused");
                    NoticeApp.run(context, "ann", "good");
                    Eventually.holds(() -> assertState(context, "parked"));

                    assertThat(posts).isNotEmpty();
                    assertThat(NoticeApp.notices(context)
                                    .get(0)
                                    .get("LAST_ERROR")
                                    .toString())
                            .contains("webhook: java.net.http.HttpTimeoutException");
                });
    }

    @Test
    void anEndlessBodyIsNotRead() {
        statuses.add(200);
        app().run(context -> {
            NoticeApp.run(context, "ann", "refused");

            Eventually.holds(() -> assertState(context, "delivered"));
            assertThat(posts).hasSize(1);
        });
    }

    @Test
    void allFaultsAreToldAtOnceAndNoSecretWithThem() {
        app().withPropertyValues(
                        "analysis.jobs.notices.webhook.url=http://user:hush@example.com",
                        "analysis.jobs.notices.webhook.secret=hush",
                        "analysis.jobs.notices.webhook.timeout=30s",
                        "analysis.jobs.notices.webhook.connect-timeout=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                AnalysisConfigurationException.class,
                                fault -> assertThat(fault.faults())
                                        .hasSize(4)
                                        .allMatch(text -> text.startsWith("analysis.jobs.notices.webhook."))
                                        .noneMatch(text -> text.contains("hush"))));
        assertThat(new WebhookProperties(
                                java.net.URI.create("http://hush"),
                                "hush",
                                java.time.Duration.ZERO,
                                java.time.Duration.ZERO)
                        .toString())
                .doesNotContain("hush");
    }

    @Test
    void withoutAUrlNothingIsPosted() {
        NoticeApp.runner()
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WebhookNoticeSender.class));
    }

    private static void assertState(ApplicationContext context, String state) {
        assertThat(NoticeApp.notices(context))
                .extracting(row -> row.get("STATE"))
                .isEqualTo(List.of(state));
    }

    private interface Begin {
        void run() throws IOException;
    }

    private void endless(OutputStream body, Begin headers) throws IOException {
        headers.run();
        while (over.getCount() > 0) {
            body.write(new byte[8_192]);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

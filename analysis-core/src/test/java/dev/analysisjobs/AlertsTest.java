package dev.analysisjobs;

import static dev.analysisjobs.Fixtures.fast;
import static dev.analysisjobs.Fixtures.profile;
import static dev.analysisjobs.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.AlertRules;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Health;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NoticeSender;
import dev.analysisjobs.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Incidents that nodes over one store find and tell of. */
@Timeout(120)
class AlertsTest {
    private static final AlertRules RULES = new AlertRules(
            Duration.ofSeconds(30),
            Duration.ofHours(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            Duration.ofDays(300),
            0.5,
            20,
            Duration.ofDays(300));

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemoryJobStore store = new InMemoryJobStore(clock);
    private final AnalysisType<String, String> type =
            profile().maxAge(Duration.ofDays(100)).build();
    private final Mailbox mailbox = new Mailbox();

    private static final class Mailbox implements NoticeSender {
        final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

        @Override
        public String name() {
            return "mailbox";
        }

        @Override
        public void send(Notice notice) {
            notices.add(notice);
        }
    }

    @Test
    void twoNodesTellOfAnIncidentOnceAndOfItsEndOnceAndNotAgainWithinTheCoolDown() {
        try (AnalysisJobs one = node(RULES);
                AnalysisJobs two = node(RULES)) {
            AnalysisJob job = submit(one, type, "anna");
            assertThat(look(one, two)).isEmpty();

            clock.advance(Duration.ofHours(2));
            assertThat(look(one, two)).containsExactly("ALERT_RAISED QUEUE_AGE profile");
            clock.advance(Duration.ofHours(1));
            assertThat(look(two, one)).as("it goes on").isEmpty();

            one.cancel(job.id());
            assertThat(look(one, two)).as("it was found a moment ago").isEmpty();
            clock.advance(RULES.clearAfter());
            assertThat(look(one, two)).containsExactly("ALERT_CLEARED QUEUE_AGE profile");

            submit(one, type, "anna");
            clock.advance(Duration.ofHours(2));
            assertThat(look(one, two)).as("within the cool-down").isEmpty();
            clock.advance(RULES.coolDown());
            assertThat(look(two, one)).containsExactly("ALERT_RAISED QUEUE_AGE profile");
        }
    }

    @Test
    void aPauseIsToldOnceAndItsEndOnce() {
        try (AnalysisJobs one = node(RULES);
                AnalysisJobs two = node(RULES)) {
            one.pause("profile", "no credit");
            assertThat(look(one, two)).containsExactly("ALERT_RAISED PAUSED profile");
            one.resume("profile");
            clock.advance(RULES.clearAfter());
            assertThat(look(one, two)).containsExactly("ALERT_CLEARED PAUSED profile");
        }
    }

    @Test
    void aNodeWithoutAlertsFindsNone() {
        try (AnalysisJobs silent = AnalysisJobs.builder(store)
                .submitOnly(type)
                .noticeSender(mailbox)
                .withoutAlerts()
                .build()) {
            submit(silent, type, "anna");
            clock.advance(Duration.ofHours(2));

            assertThat(look(silent)).isEmpty();
            assertThat(silent.health().loops())
                    .extracting(Health.LoopHealth::name)
                    .doesNotContain("alerts");
        }
    }

    @Test
    void theLoopOfARunningNodeSurvivesEveryThrowable() throws Exception {
        FaultyStores faults = new FaultyStores();
        faults.failBefore("backlog", 2, StackOverflowError::new);
        JobStore faulty = faults.around(new InMemoryJobStore());
        AlertRules eager = new AlertRules(
                Duration.ofMillis(10),
                Duration.ofHours(1),
                Duration.ofMinutes(15),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ZERO,
                1,
                20,
                Duration.ofDays(1));
        try (AnalysisJobs node = fast(AnalysisJobs.builder(faulty))
                .submitOnly(type)
                .noticeSender(mailbox)
                .alerts(eager)
                .build()) {
            node.start();
            submit(node, type, "anna");

            Notice told = mailbox.notices.poll(60, TimeUnit.SECONDS);

            assertThat(told).isNotNull();
            assertThat(words(told)).isEqualTo("ALERT_RAISED NO_WORKER profile");
            assertThat(node.health().loops())
                    .filteredOn(loop -> loop.name().equals("alerts"))
                    .singleElement()
                    .satisfies(loop -> assertThat(loop.lastError()).contains("StackOverflowError"));
        }
    }

    @Test
    void allFaultsOfTheRulesAreToldAtOnce() {
        assertThatThrownBy(() -> new AlertRules(
                        Duration.ZERO,
                        Duration.ofDays(8),
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        1.5,
                        0,
                        Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "interval is PT0S, it must be between PT0.01S and PT1H",
                        "coolDown is PT192H",
                        "maxFailureRatio is 1.5",
                        "minEnded is 0");
    }

    private AnalysisJobs node(AlertRules rules) {
        return AnalysisJobs.builder(store)
                .submitOnly(type)
                .noticeSender(mailbox)
                .alerts(rules)
                .build();
    }

    /** Let each node look once, the last one twice, and deliver; return what was told. */
    private List<String> look(AnalysisJobs... nodes) {
        for (AnalysisJobs node : nodes) {
            node.byHand().lookForIncidents();
        }
        nodes[nodes.length - 1].byHand().lookForIncidents();
        nodes[0].byHand().deliverNotices();
        List<Notice> told = new ArrayList<>();
        mailbox.notices.drainTo(told);
        return told.stream().map(AlertsTest::words).toList();
    }

    private static String words(Notice notice) {
        return notice.kind() + " " + notice.failure().code() + " " + notice.type();
    }
}

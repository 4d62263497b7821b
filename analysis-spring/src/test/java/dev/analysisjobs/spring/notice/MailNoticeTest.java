package dev.analysisjobs.spring.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.NoticeSender;
import dev.analysisjobs.spring.AnalysisConfigurationException;
import dev.analysisjobs.spring.Eventually;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** Notices by mail, over a real SMTP server. */
class MailNoticeTest {
    private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Component
    static class Readers implements NoticeRecipients {
        private static final Map<String, NoticeRecipient> READERS = Map.of(
                "ann", new NoticeRecipient("ann@example.com", Locale.ENGLISH),
                "jörg", new NoticeRecipient("Jörg Groß <joerg@example.com>", Locale.GERMANY));

        @Override
        public Optional<NoticeRecipient> find(Notice notice) {
            return Optional.ofNullable(READERS.get(notice.subject()));
        }
    }

    /** Does not accept a notice before its third delivery. */
    static class Late implements NoticeSender {
        private final AtomicInteger deliveries = new AtomicInteger();

        @Override
        public String name() {
            return "late";
        }

        @Override
        public void send(Notice notice) {
            if (deliveries.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        }
    }

    @BeforeEach
    void start() {
        smtp.start();
    }

    @AfterEach
    void stop() {
        smtp.stop();
    }

    private ApplicationContextRunner app() {
        return NoticeApp.runner()
                .withBean(Readers.class)
                .withPropertyValues(
                        "spring.mail.host=127.0.0.1",
                        "spring.mail.port=" + smtp.getSmtp().getPort(),
                        "spring.mail.properties[mail.smtp.timeout]=5000",
                        "spring.mail.properties[mail.smtp.connectiontimeout]=5000",
                        "spring.mail.properties[mail.smtp.writetimeout]=5000",
                        "analysis.jobs.notices.mail.from=Analyses <no-reply@app.example>",
                        "analysis.jobs.notices.mail.operators=ops@app.example");
    }

    @Test
    void aFailedJobIsMailedOnceHoweverOftenItsNoticeIsDelivered() {
        app().withBean(Late.class).run(context -> {
            UUID job = NoticeApp.run(context, "ann", "refused");
            Eventually.holds(() -> assertStates(context, "delivered"));

            Map<String, Object> notice = NoticeApp.notices(context).get(0);
            assertThat(notice).containsEntry("DELIVERIES", 3);
            assertThat(smtp.getReceivedMessages()).hasSize(1);
            MimeMessage mail = smtp.getReceivedMessages()[0];
            assertThat(mail.getMessageID()).isEqualTo("<" + notice.get("NOTICE_ID") + "@app.example>");
            assertThat(mail.getFrom()[0]).hasToString("Analyses <no-reply@app.example>");
            assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("ann@example.com");
            assertThat(mail.getSubject()).isEqualTo("Your analysis was declined: persona");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getContent().toString())
                    .contains("Reference: " + job + " (REFUSED)")
                    .doesNotContain("evil");
        });
    }

    @Test
    void aMailThatIsSentTwiceHasTheSameId() {
        app().run(context -> {
            NoticeApp.run(context, "ann", "refused");
            Eventually.holds(() -> assertStates(context, "delivered"));
            Notice notice = told(context);

            context.getBean(MailNoticeSender.class).send(notice);

            assertThat(smtp.getReceivedMessages()).hasSize(2);
            assertThat(smtp.getReceivedMessages()[1].getMessageID())
                    .isEqualTo(smtp.getReceivedMessages()[0].getMessageID());
        });
    }

    @Test
    void aJobWhoseLaterAttemptSucceedsIsNotMailed() {
        app().run(context -> {
            UUID job = NoticeApp.run(context, "ann", "second try");

            assertThat(context.getBean(AnalysisJobs.class).attempts(job)).hasSize(1);
            assertThat(NoticeApp.notices(context)).isEmpty();
            assertThat(smtp.getReceivedMessages()).isEmpty();
        });
    }

    @Test
    void aFailureThatIsHistoryIsNotMailed() {
        app().run(context -> {
            UUID job = NoticeApp.run(context, "ann", "good");
            Notice late = notice(Notice.Kind.JOB_FAILED, job, "ann");

            context.getBean(MailNoticeSender.class).send(late);

            assertThat(smtp.getReceivedMessages()).isEmpty();
        });
    }

    @Test
    void theReaderIsToldInTheirLanguage() {
        app().run(context -> {
            NoticeApp.run(context, "jörg", "refused");
            Eventually.holds(() -> assertStates(context, "delivered"));

            MimeMessage mail = smtp.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("Ihre Auswertung wurde abgelehnt: persona");
            assertThat(mail.getContent().toString()).contains("Bitte sehen Sie Ihre Angaben durch");
            assertThat(GreenMailUtil.getWholeMessage(mail)).isASCII();
        });
    }

    @Test
    void nobodyToTellIsDelivered() {
        app().run(context -> {
            NoticeApp.run(context, "stranger", "refused");

            Eventually.holds(() -> assertStates(context, "delivered"));
            assertThat(smtp.getReceivedMessages()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "TYPE_PAUSED, AUTH_OR_CONFIG, Analyses are paused: persona",
        "ALERT_RAISED, QUEUE_AGE, Alert QUEUE_AGE: persona",
        "ALERT_CLEARED, QUEUE_AGE, 'All clear, QUEUE_AGE: persona'"
    })
    void operatorsAreToldOfPausedTypesAndAlerts(Notice.Kind kind, String code, String subject) {
        app().run(context -> {
            UUID id = UUID.randomUUID();
            context.getBean(JobStore.class)
                    .addNotice(new NewNotice(
                            id,
                            kind,
                            null,
                            "persona",
                            null,
                            new dev.analysisjobs.model.Failure(new FailureCode(code), Notices.SECRET_WORDS)));
            Eventually.holds(() -> assertStates(context, "delivered"));

            MimeMessage mail = smtp.getReceivedMessages()[0];
            assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("ops@app.example");
            assertThat(mail.getSubject()).isEqualTo(subject);
        });
    }

    @Test
    void aHostileSubjectAddsNoHeaderAndNoReader() {
        String hostile = "ann\r\nBcc: thief@example.com\r\n\r\nspam";
        app().withBean(
                        "hostile",
                        NoticeRecipients.class,
                        () -> notice -> Optional.of(new NoticeRecipient("ann@example.com", Locale.ENGLISH)),
                        definition -> definition.setPrimary(true))
                .withBean("messageSource", org.springframework.context.support.StaticMessageSource.class, () -> {
                    var messages = new org.springframework.context.support.StaticMessageSource();
                    messages.addMessage("analysis.notice.REFUSED.subject", Locale.ENGLISH, "For {5}");
                    return messages;
                })
                .run(context -> {
                    NoticeApp.run(context, hostile, "refused");
                    Eventually.holds(() -> assertStates(context, "delivered"));

                    assertThat(smtp.getReceivedMessages()).hasSize(1);
                    MimeMessage mail = smtp.getReceivedMessages()[0];
                    assertThat(mail.getHeader("Bcc")).isNull();
                    assertThat(mail.getSubject()).isEqualTo("For ann  Bcc: thief@example.com    spam");
                });
    }

    @Test
    void anAddressThatIsNotOneMailboxIsParkedAndNotMailed() {
        for (String address :
                List.of("a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com", "nobody")) {
            app().withPropertyValues("analysis.jobs.notices.max-deliveries=2")
                    .withBean(
                            "hostile",
                            NoticeRecipients.class,
                            () -> notice -> Optional.of(new NoticeRecipient(address, Locale.ENGLISH)),
                            definition -> definition.setPrimary(true))
                    .run(context -> {
                        NoticeApp.run(context, "ann", "refused");

                        Eventually.holds(() -> assertStates(context, "parked"));
                        assertThat(smtp.getReceivedMessages()).isEmpty();
                    });
        }
    }

    @Test
    void aMailServerThatIsAwayParksNoticesAndNeverDelaysJobs() {
        app().withPropertyValues("analysis.jobs.notices.max-deliveries=3").run(context -> {
            smtp.stop();
            NoticeApp.run(context, "ann", "refused");
            NoticeApp.run(context, "ann", "good");
            Eventually.holds(() -> assertStates(context, "parked"));

            Map<String, Object> notice = NoticeApp.notices(context).get(0);
            assertThat(notice).containsEntry("DELIVERIES", 3);
            assertThat(notice.get("LAST_ERROR").toString()).startsWith("mail: ");
        });
    }

    @Test
    void allFaultsOfThePropertiesAreToldAtOnce() {
        app().withPropertyValues(
                        "analysis.jobs.notices.mail.from=nobody", "analysis.jobs.notices.mail.operators=a@b.example,x")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                AnalysisConfigurationException.class,
                                fault -> assertThat(fault.faults())
                                        .hasSize(2)
                                        .anyMatch(
                                                text -> text.startsWith("analysis.jobs.notices.mail.from is 'nobody'"))
                                        .anyMatch(text ->
                                                text.startsWith("analysis.jobs.notices.mail.operators is 'x'"))));
    }

    @Test
    void withoutRecipientsOrAMailServerNothingIsMailed() {
        NoticeApp.runner()
                .withBean(Readers.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MailNoticeSender.class));
        NoticeApp.runner()
                .withPropertyValues("spring.mail.host=127.0.0.1")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MailNoticeSender.class));
    }

    private static void assertStates(ApplicationContext context, String... states) {
        assertThat(NoticeApp.notices(context))
                .extracting(row -> row.get("STATE"))
                .containsExactly((Object[]) states);
    }

    private static Notice told(ApplicationContext context) {
        Map<String, Object> row = NoticeApp.notices(context).get(0);
        Notice like = notice(Notice.Kind.JOB_FAILED, (UUID) row.get("JOB_ID"), "ann");
        return new Notice(
                (UUID) row.get("NOTICE_ID"),
                like.kind(),
                like.jobId(),
                like.type(),
                like.subject(),
                like.failure(),
                like.createdAt(),
                2,
                like.deliveredTo());
    }

    private static Notice notice(Notice.Kind kind, @Nullable UUID job, String subject) {
        Notice like = Notices.of(kind, "persona", "REFUSED", subject);
        return new Notice(
                like.id(),
                kind,
                job,
                like.type(),
                like.subject(),
                like.failure(),
                like.createdAt(),
                like.deliveries(),
                like.deliveredTo());
    }
}

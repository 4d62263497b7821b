package dev.analysisjobs.spring.notice;

import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Set up the senders of notices: mail, webhook and events, each where it is asked for.
 *
 * @since 0.1
 */
@AutoConfiguration(
        after = AnalysisJobsAutoConfiguration.class,
        afterName = "org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration")
@Import({MailNoticeConfiguration.class, WebhookNoticeConfiguration.class})
@ImportRuntimeHints(AnalysisNoticesAutoConfiguration.Texts.class)
public final class AnalysisNoticesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    NoticeTexts noticeTexts(ApplicationContext messages) {
        return new NoticeTexts(messages);
    }

    @Bean
    @ConditionalOnBooleanProperty("analysis.jobs.notices.events")
    EventNoticeSender eventNoticeSender(ApplicationEventPublisher events) {
        return new EventNoticeSender(events);
    }

    /** Keeps the library's texts in a native image. */
    static final class Texts implements RuntimeHintsRegistrar {
        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
            hints.resources().registerResourceBundle(NoticeTexts.BUNDLE);
            hints.resources().registerPattern("dev/analysisjobs/spring/notice/*.properties");
        }
    }
}

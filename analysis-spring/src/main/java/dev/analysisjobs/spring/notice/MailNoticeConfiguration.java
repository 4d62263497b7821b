package dev.analysisjobs.spring.notice;

import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.spring.AnalysisConfigurationException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mails notices where there is something to mail with and somebody who says to whom. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({JavaMailSender.class, InternetAddress.class})
@ConditionalOnBean({JavaMailSender.class, NoticeRecipients.class})
@EnableConfigurationProperties(MailProperties.class)
class MailNoticeConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(MailNoticeConfiguration.class);
    private static final int OPERATORS_LIMIT = 20;

    @Bean
    MailNoticeSender mailNoticeSender(
            JavaMailSender mail,
            NoticeRecipients recipients,
            NoticeTexts texts,
            JobStore store,
            MailProperties properties) {
        List<String> faults = new ArrayList<>();
        InternetAddress from = address("from", properties.from(), faults);
        properties.operators().forEach(operator -> address("operators", operator, faults));
        if (properties.operators().size() > OPERATORS_LIMIT) {
            faults.add("analysis.jobs.notices.mail.operators has "
                    + properties.operators().size() + " addresses, the most is " + OPERATORS_LIMIT);
        }
        if (!faults.isEmpty()) {
            throw new AnalysisConfigurationException(faults);
        }
        warnOfEndlessWaits(mail);
        Optional<NoticeRecipient> operators = Optional.of(properties.operators())
                .filter(addresses -> !addresses.isEmpty())
                .map(addresses -> new NoticeRecipient(addresses, properties.operatorsLocale()));
        return new MailNoticeSender(mail, recipients, texts, store, Objects.requireNonNull(from), operators);
    }

    private static @Nullable InternetAddress address(String name, @Nullable String text, List<String> faults) {
        try {
            return Addresses.parse(text == null ? "" : text);
        } catch (AddressException fault) {
            faults.add("analysis.jobs.notices.mail." + name + " is '" + PlainWords.line(text, 100)
                    + "', it must be a mail address such as no-reply@example.com");
            return null;
        }
    }

    /** A mail server that says nothing would keep a thread for ever: reading from a socket cannot be interrupted. */
    private static void warnOfEndlessWaits(JavaMailSender mail) {
        if (mail instanceof JavaMailSenderImpl known) {
            String protocol = Objects.requireNonNullElse(known.getProtocol(), JavaMailSenderImpl.DEFAULT_PROTOCOL);
            for (String limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
                String name = "mail." + protocol + "." + limit;
                if (known.getJavaMailProperties().getProperty(name) == null) {
                    LOG.warn(
                            "The JavaMailSender has no {}: set spring.mail.properties[{}] in milliseconds", name, name);
                }
            }
        }
    }
}

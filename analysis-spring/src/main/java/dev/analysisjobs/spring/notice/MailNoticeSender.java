package dev.analysisjobs.spring.notice;

import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.NoticeSender;
import dev.analysisjobs.port.QueryStore;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Mails notices: of jobs to those whom the application names, of paused types to operators. A notice that is mailed again has
 * the same Message-ID.
 */
final class MailNoticeSender implements NoticeSender {
    private static final Logger LOG = LoggerFactory.getLogger(MailNoticeSender.class);

    private final JavaMailSender mail;
    private final NoticeRecipients recipients;
    private final NoticeTexts texts;
    private final QueryStore jobs;
    private final InternetAddress from;
    private final Optional<NoticeRecipient> operators;

    MailNoticeSender(
            JavaMailSender mail,
            NoticeRecipients recipients,
            NoticeTexts texts,
            QueryStore jobs,
            InternetAddress from,
            Optional<NoticeRecipient> operators) {
        this.mail = mail;
        this.recipients = recipients;
        this.texts = texts;
        this.jobs = jobs;
        this.from = from;
        this.operators = operators;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public void send(Notice notice) throws Exception {
        if (isOutdated(notice)) {
            LOG.debug("Notice {} is not mailed: its job has not failed any more", notice.id());
            return;
        }
        Optional<NoticeRecipient> recipient = notice.kind().isOfJob() ? recipients.find(notice) : operators;
        if (recipient.isEmpty()) {
            LOG.debug("Notice {} is not mailed: it has no recipient", notice.id());
            return;
        }
        mail.send(message(notice, recipient.get()));
    }

    /** Tells whether the job was started again, or deleted, while its failure could not be mailed. */
    private boolean isOutdated(Notice notice) {
        UUID job = notice.jobId();
        if (job == null || notice.kind() == Notice.Kind.JOB_COMPLETED) {
            return false;
        }
        return jobs.find(job).map(now -> now.status() != JobStatus.FAILED).orElse(true);
    }

    private MimeMessage message(Notice notice, NoticeRecipient recipient) throws MessagingException {
        NoticeText text = texts.of(notice, recipient.locale());
        MimeMessage message = mail.createMimeMessage();
        MimeMessageHelper parts = new MimeMessageHelper(message, false, StandardCharsets.UTF_8.name());
        parts.setFrom(from);
        List<String> addresses = recipient.addresses();
        for (String address : addresses) {
            parts.addTo(Addresses.parse(address));
        }
        parts.setSubject(text.subject());
        parts.setText(text.body(), false);
        parts.setSentDate(Date.from(notice.createdAt()));
        message.setHeader("Message-ID", messageId(notice));
        message.setHeader("Content-Language", recipient.locale().toLanguageTag());
        // Asks for no automatic answers (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private String messageId(Notice notice) {
        String address = from.getAddress();
        return "<" + notice.id() + address.substring(address.lastIndexOf('@')) + ">";
    }
}

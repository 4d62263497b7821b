package dev.analysisjobs.notify;

import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.NoticeSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes notices to the log: what an engine does that was given no other sender. */
public final class LogSender implements NoticeSender {
    private static final Logger LOG = LoggerFactory.getLogger("dev.analysisjobs.notices");

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void send(Notice notice) {
        if (notice.kind() == Notice.Kind.JOB_COMPLETED) {
            LOG.info("Notice {}: job {} of type {} completed", notice.id(), notice.jobId(), notice.type());
        } else if (notice.kind() == Notice.Kind.ALERT_RAISED || notice.kind() == Notice.Kind.ALERT_CLEARED) {
            LOG.warn(
                    "Notice {}: {} {} of {}: {}",
                    notice.id(),
                    notice.kind(),
                    code(notice),
                    notice.type(),
                    message(notice));
        } else {
            LOG.warn(
                    "Notice {}: {} job {} of type {}: {}",
                    notice.id(),
                    notice.kind(),
                    notice.jobId(),
                    notice.type(),
                    code(notice));
        }
    }

    private static Object code(Notice notice) {
        return notice.failure() == null ? "" : notice.failure().code();
    }

    /** An alert's message holds numbers and the reasons of pauses; other messages may tell of payloads. */
    private static String message(Notice notice) {
        return notice.failure() == null ? "" : notice.failure().message();
    }
}

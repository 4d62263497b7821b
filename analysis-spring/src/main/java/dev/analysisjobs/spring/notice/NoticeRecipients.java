package dev.analysisjobs.spring.notice;

import dev.analysisjobs.model.Notice;
import java.util.Optional;

/**
 * Say who gets the mail about a job. A bean of the application; asked on a library thread, outside any transaction, at each
 * delivery.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface NoticeRecipients {

    /**
     * Return who is told of a job's notice, mostly by its {@link Notice#subject()}; empty when nobody is.
     *
     * @param notice of any kind but {@link Notice.Kind#TYPE_PAUSED}
     * @throws Exception when it cannot be said now; the notice is delivered again with a backoff
     */
    Optional<NoticeRecipient> find(Notice notice) throws Exception;
}

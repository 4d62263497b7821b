package dev.analysisjobs.spring.notice;

import dev.analysisjobs.model.Notice;
import java.util.Objects;

/**
 * Tell the application's listeners of a notice. Published where {@code analysis.jobs.notices.events} is true, at least once, on a
 * library thread and outside any transaction; when a listener throws, all of them get it again with a backoff.
 *
 * @param notice what happened; its id is the same at each delivery
 * @since 0.1
 */
public record AnalysisNoticeEvent(Notice notice) {
    public AnalysisNoticeEvent {
        Objects.requireNonNull(notice, "notice");
    }
}

package dev.analysisjobs.spring.notice;

import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.NoticeSender;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes notices as events of the application. */
final class EventNoticeSender implements NoticeSender {
    private final ApplicationEventPublisher events;

    EventNoticeSender(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public void send(Notice notice) {
        events.publishEvent(new AnalysisNoticeEvent(notice));
    }
}

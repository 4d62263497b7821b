package dev.analysisjobs.spring.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.NoticeSender;
import dev.analysisjobs.spring.Eventually;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

class EventNoticeTest {

    @Component
    static class Cases {
        private final List<Notice> opened = new CopyOnWriteArrayList<>();
        private volatile int failures;

        @EventListener
        void open(AnalysisNoticeEvent event) {
            opened.add(event.notice());
            if (opened.size() <= failures) {
                throw new IllegalStateException("the case system is away");
            }
        }
    }

    /** Accepts everything. */
    static class Other implements NoticeSender {
        private final List<Notice> sent = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "other";
        }

        @Override
        public void send(Notice notice) {
            sent.add(notice);
        }
    }

    /** Never comes back from the first notice it gets. */
    static class Hung implements NoticeSender {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public String name() {
            return "hung";
        }

        @Override
        public void send(Notice notice) throws InterruptedException {
            never.await();
        }
    }

    @Test
    void aListenerThatThrowsGetsTheSameNoticeAgainAndOtherSendersDoNot() {
        NoticeApp.runner()
                .withBean(Cases.class)
                .withBean(Other.class)
                .withPropertyValues("analysis.jobs.notices.events=true")
                .run(context -> {
                    Cases cases = context.getBean(Cases.class);
                    cases.failures = 2;
                    UUID job = NoticeApp.run(context, "ann", "refused");
                    Eventually.holds(() -> assertState(context, "delivered"));

                    assertThat(cases.opened).extracting(Notice::jobId).containsExactly(job, job, job);
                    assertThat(cases.opened).extracting(Notice::id).containsOnly((UUID)
                            NoticeApp.notices(context).get(0).get("NOTICE_ID"));
                    assertThat(cases.opened).extracting(Notice::deliveries).containsExactly(1, 2, 3);
                    assertThat(context.getBean(Other.class).sent).hasSize(1);
                });
    }

    @Test
    void aSenderThatHangsIsParkedWhileTheOthersAreToldOnceAndJobsGoOn() {
        NoticeApp.runner()
                .withBean(Cases.class)
                .withBean(Hung.class)
                .withPropertyValues(
                        "analysis.jobs.notices.events=true",
                        "analysis.jobs.notices.send-limit=100ms",
                        "analysis.jobs.notices.max-deliveries=3")
                .run(context -> {
                    NoticeApp.run(context, "ann", "refused");
                    NoticeApp.run(context, "ann", "good");
                    Eventually.holds(() -> assertState(context, "parked"));

                    assertThat(context.getBean(Cases.class).opened).hasSize(1);
                    Map<String, Object> row = NoticeApp.notices(context).get(0);
                    assertThat(row).containsEntry("DELIVERIES", 3);
                    assertThat(row.get("DELIVERED_TO").toString())
                            .contains("events")
                            .doesNotContain("hung");
                });
    }

    @Test
    void eventsAreOnlyPublishedWhenAskedFor() {
        NoticeApp.runner().run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EventNoticeSender.class));
    }

    private static void assertState(ApplicationContext context, String state) {
        assertThat(NoticeApp.notices(context))
                .extracting(row -> row.get("STATE"))
                .isEqualTo(List.of(state));
    }
}

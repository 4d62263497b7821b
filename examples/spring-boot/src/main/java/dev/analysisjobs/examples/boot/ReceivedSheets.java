package dev.analysisjobs.examples.boot;

import dev.analysisjobs.model.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ReceivedSheets extends JpaRepository<ReceivedSheet, UUID> {

    /** A sheet with how its analysis stands. */
    record Line(
            UUID id,
            String person,
            Instant receivedAt,
            String status,
            int attempts,
            @Nullable String failure,
            @Nullable String headline) {

        Line(
                UUID id,
                String person,
                Instant receivedAt,
                JobStatus status,
                int attempts,
                @Nullable String failure,
                @Nullable String headline) {
            this(id, person, receivedAt, status.word(), attempts, failure, headline);
        }
    }

    /** Return the newest sheets: one query over the application's tables and the library's. */
    @Query("""
            select new dev.analysisjobs.examples.boot.ReceivedSheets$Line(
                sheet.jobId, sheet.person, sheet.receivedAt, job.status, job.attempts, job.errorMessage,
                headline.text)
            from ReceivedSheet sheet
            join AnalysisJobEntity job on job.id = sheet.jobId
            left join Headline headline on headline.jobId = sheet.jobId
            order by sheet.receivedAt desc, sheet.jobId desc
            """)
    List<Line> newest(Limit limit);
}

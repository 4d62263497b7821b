package dev.analysisjobs.app;

import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.spring.jpa.AnalysisJobEntity;
import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Reads alone, as fits what is read-only. */
interface JobRows extends Repository<AnalysisJobEntity, UUID> {

    List<AnalysisJobEntity> findBySubjectAndStatusOrderByCreatedAt(String subject, JobStatus status);

    long countByStatus(JobStatus status);
}

package dev.analysisjobs.app;

import dev.analysisjobs.model.FailureCode;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface PersonNotes extends JpaRepository<PersonNote, String> {

    @Query("select n.person from PersonNote n join AnalysisJobEntity j on j.id = n.jobId"
            + " where j.failureCode = :code order by n.person")
    List<String> whoseAnalysisFailedWith(FailureCode code);

    @Query(
            "select r.output from PersonNote n join AnalysisResultEntity r on r.job.id = n.jobId where n.person = :person")
    List<String> outputOf(String person);
}

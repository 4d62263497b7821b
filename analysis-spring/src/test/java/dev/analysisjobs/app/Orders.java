package dev.analysisjobs.app;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.Submission;
import dev.analysisjobs.spring.AnalysisTypes;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** A sample of the documents. */
record Orders(PersonNotes notes, AnalysisJobs jobs, AnalysisTypes types) {

    @Transactional
    public void order(String person, String sheet) {
        var type = types.get("profile", String.class, String.class);
        UUID job = jobs.submit(Submission.of(type, person, sheet)).job().id();
        notes.save(new PersonNote(person, job));
    }
}

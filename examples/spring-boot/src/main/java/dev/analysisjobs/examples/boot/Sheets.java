package dev.analysisjobs.examples.boot;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Submission;
import dev.analysisjobs.SubmitResult;
import dev.analysisjobs.examples.persona.ai.Profile;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.spring.AnalysisTypes;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes sheets in. */
@Service
class Sheets {
    private final AnalysisJobs jobs;
    private final AnalysisType<Sheet, Profile> type;
    private final ReceivedSheets received;

    Sheets(AnalysisJobs jobs, AnalysisTypes types, ReceivedSheets received) {
        this.jobs = jobs;
        this.type = types.get(PersonaProfiles.TYPE, Sheet.class, Profile.class);
        this.received = received;
    }

    /** Keep the sheet and ask for its profile: both or neither. The same sheet again is answered by its profile. */
    @Transactional
    AnalysisJob receive(Sheet sheet) {
        SubmitResult<Profile> submitted = jobs.submit(Submission.of(type, sheet.person(), sheet));
        if (submitted instanceof SubmitResult.Created<Profile>) {
            received.save(new ReceivedSheet(submitted.job().id(), sheet.person(), Instant.now()));
        }
        return submitted.job();
    }
}

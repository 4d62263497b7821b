package dev.analysisjobs.examples.boot;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Answer;
import dev.analysisjobs.examples.persona.ai.Profile;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.spring.AnalysisTypes;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Submit a sheet, see its status and profile, list what came in. */
@RestController
@RequestMapping("/analyses")
class AnalysesController {
    private static final int PAGE = 50;

    private final AnalysisJobs jobs;
    private final AnalysisType<Sheet, Profile> type;
    private final Sheets sheets;
    private final ReceivedSheets received;

    AnalysesController(AnalysisJobs jobs, AnalysisTypes types, Sheets sheets, ReceivedSheets received) {
        this.jobs = jobs;
        this.type = types.get(PersonaProfiles.TYPE, Sheet.class, Profile.class);
        this.sheets = sheets;
        this.received = received;
    }

    /** How an analysis stands. */
    record Standing(
            UUID id,
            String person,
            String status,
            int attempts,
            @Nullable String failure,
            @Nullable Profile profile) {}

    @PostMapping
    ResponseEntity<Standing> submit(@RequestBody Sheet sheet) {
        AnalysisJob job = sheets.receive(sheet);
        return ResponseEntity.accepted()
                .location(URI.create("/analyses/" + job.id()))
                .body(standing(job));
    }

    @GetMapping("/{id}")
    Standing one(@PathVariable UUID id) {
        return jobs.find(id)
                .filter(job -> job.type().equals(type.name()))
                .map(this::standing)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no analysis " + id));
    }

    @GetMapping
    List<ReceivedSheets.Line> list() {
        return received.newest(Limit.of(PAGE));
    }

    /** What is wrong with a sheet is said where the sheet is made. */
    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException fault) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                "The body is no sheet: " + fault.getMostSpecificCause().getMessage());
    }

    private Standing standing(AnalysisJob job) {
        return new Standing(
                job.id(),
                job.subject(),
                job.status().word(),
                job.attempts(),
                job.reason().map(Failure::message).orElse(null),
                jobs.result(type, job.id()).map(Answer::value).orElse(null));
    }
}

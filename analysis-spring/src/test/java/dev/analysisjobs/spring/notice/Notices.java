package dev.analysisjobs.spring.notice;

import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Notices for tests. */
final class Notices {
    static final String SECRET_WORDS = "the AI said: click http://evil.example";

    private Notices() {}

    static Notice failed(String type, String code, String subject) {
        return of(Notice.Kind.JOB_FAILED, type, code, subject);
    }

    static Notice of(Notice.Kind kind, String type, String code, String subject) {
        boolean aboutJob = kind != Notice.Kind.TYPE_PAUSED;
        return new Notice(
                UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
                kind,
                aboutJob ? UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8058") : null,
                type,
                aboutJob ? subject : null,
                kind == Notice.Kind.JOB_COMPLETED ? null : new Failure(new FailureCode(code), SECRET_WORDS),
                Instant.parse("2026-03-04T05:06:07Z"),
                1,
                Set.of());
    }
}

package dev.analysisjobs.spring.actuate;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a request for a list asks for. */
record ListQuery(JobFilter filter, @Nullable JobCursor after, int limit) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 500;

    /** Reads the parameters and adds to the faults whatever is wrong with them. */
    static ListQuery of(
            @Nullable String type,
            @Nullable String status,
            @Nullable String subject,
            @Nullable String code,
            @Nullable String after,
            @Nullable String limit,
            List<String> faults) {
        JobFilter filter = JobFilter.all()
                .withType(type)
                .withSubject(subject)
                .withStatus(status(status, faults))
                .withFailureCode(code(code, faults));
        return new ListQuery(filter, cursor(after, faults), limit(limit, faults));
    }

    /** Returns the text of the place after a job. */
    static String cursorAfter(AnalysisJob last) {
        return last.createdAt() + "_" + last.id();
    }

    private static @Nullable JobStatus status(@Nullable String text, List<String> faults) {
        if (text == null) {
            return null;
        }
        for (JobStatus status : JobStatus.values()) {
            if (status.word().equals(text.toLowerCase(Locale.ROOT))) {
                return status;
            }
        }
        faults.add("status is '" + text + "', there are "
                + Arrays.stream(JobStatus.values()).map(JobStatus::word).toList());
        return null;
    }

    private static @Nullable FailureCode code(@Nullable String text, List<String> faults) {
        try {
            return text == null ? null : new FailureCode(text);
        } catch (IllegalArgumentException malformed) {
            faults.add("code: " + malformed.getMessage());
            return null;
        }
    }

    private static @Nullable JobCursor cursor(@Nullable String text, List<String> faults) {
        if (text == null) {
            return null;
        }
        int cut = text.indexOf('_');
        try {
            if (cut > 0) {
                return new JobCursor(Instant.parse(text.substring(0, cut)), UUID.fromString(text.substring(cut + 1)));
            }
        } catch (DateTimeParseException | IllegalArgumentException malformed) {
            // Told below.
        }
        faults.add("after is '" + text + "', it must be what an earlier page gave as 'next'");
        return null;
    }

    private static int limit(@Nullable String text, List<String> faults) {
        try {
            int limit = text == null ? DEFAULT_LIMIT : Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException malformed) {
            // Told below.
        }
        faults.add("limit is '" + text + "', it must be between 1 and " + MOST);
        return DEFAULT_LIMIT;
    }
}

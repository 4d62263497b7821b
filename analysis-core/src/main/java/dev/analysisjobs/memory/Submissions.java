package dev.analysisjobs.memory;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.NewJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Store submissions, each at most once. */
final class Submissions {
    private final Tables tables;

    Submissions(Tables tables) {
        this.tables = tables;
    }

    List<Insertion> insert(List<NewJob> jobs, Instant now) {
        Limits limits = new Limits();
        jobs.forEach(limits::job);
        limits.check();
        // Every row is made before the first is stored: a bad one leaves nothing of the list.
        List<JobRow> rows = jobs.stream().map(job -> row(job, now)).toList();
        List<Insertion> answers = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            answers.add(insert(rows.get(i)));
        }
        return answers;
    }

    private Insertion insert(JobRow row) {
        JobRow same = tables.jobs.get(row.id());
        if (same != null) {
            return new Insertion.SameId(same.job());
        }
        JobRow holder = holder(row.job().activeKey());
        if (holder != null) {
            return new Insertion.Held(holder.job(), tables.results.of(holder.id()));
        }
        tables.jobs.put(row);
        return new Insertion.Inserted(row.job());
    }

    private @Nullable JobRow holder(@Nullable String key) {
        return key == null ? null : tables.jobs.holder(key);
    }

    boolean releaseKey(UUID jobId) {
        JobRow row = tables.jobs.get(jobId);
        if (row == null || row.status() != JobStatus.COMPLETED || row.job().activeKey() == null) {
            return false;
        }
        tables.jobs.put(row.withoutKey());
        return true;
    }

    private static JobRow row(NewJob job, Instant now) {
        Instant wanted = job.notBefore();
        Instant runAt = wanted == null || wanted.isBefore(now) ? now : StoreClock.cut(wanted);
        AnalysisJob stored = new AnalysisJob(
                job.id(),
                job.type(),
                job.typeVersion(),
                job.subject(),
                JobStatus.PENDING,
                job.priority(),
                job.key().fingerprint(),
                job.key().inputHash(),
                job.holdsKey() ? job.key().activeKey() : null,
                0,
                job.maxAttempts(),
                runAt,
                StoreClock.later(runAt, "maxAge", job.maxAge()),
                null,
                null,
                null,
                now,
                null,
                null);
        return new JobRow(stored, 0, job.input(), job.context(), null);
    }
}

package dev.analysisjobs.examples.persona;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.SubmitResult;
import dev.analysisjobs.examples.persona.ai.AiCalls;
import dev.analysisjobs.examples.persona.ai.AiEndpoint;
import dev.analysisjobs.examples.persona.ai.PersonaAnalyzer;
import dev.analysisjobs.examples.persona.ai.PersonaType;
import dev.analysisjobs.examples.persona.ai.Profile;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.jdbc.JdbcJobStore;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Analyse sheets: how an application uses the library, from the store to the ends of its jobs. */
final class PersonaRun {
    private static final int BULK = 1_000;
    private static final Duration LONGEST_GRACE = Duration.ofSeconds(10);

    /** What came of a run: one end per sheet, in order, and how many jobs of earlier runs ended with it. */
    record Outcome(List<Ended<Profile>> ends, RunReport report, int leftOver) {}

    private final AnalysisType<Sheet, Profile> type;
    private final AiEndpoint ai;
    private final AiCalls calls;
    private final Settings settings;
    private final Screen screen;

    PersonaRun(Settings settings, AiEndpoint ai, AiCalls calls, Screen screen) {
        this.type = PersonaType.of(ai.model(), ai.pace());
        this.ai = ai;
        this.calls = calls;
        this.settings = settings;
        this.screen = screen;
    }

    Outcome analyse(List<Sheet> sheets, Database database) throws Refusal, InterruptedException {
        try (JobStore store = store(database);
                AnalysisJobs jobs = jobs(store)) {
            Thread stop = new Thread(() -> stop(jobs));
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                return analyse(sheets, jobs);
            } finally {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    private Outcome analyse(List<Sheet> sheets, AnalysisJobs jobs) throws InterruptedException {
        long begin = System.nanoTime();
        Progress progress = new Progress(jobs, calls, screen);
        List<SubmitResult<Profile>> submissions = submit(sheets, jobs);
        Set<UUID> own = new LinkedHashSet<>();
        submissions.forEach(submission -> own.add(submission.job().id()));
        // A run that was killed may have left jobs of other people: they are finished too.
        Set<UUID> all = new LinkedHashSet<>(own);
        all.addAll(active(jobs, JobStatus.PENDING));
        all.addAll(active(jobs, JobStatus.PROCESSING));

        jobs.start();
        progress.await(type, all);

        List<Ended<Profile>> ends = new ArrayList<>();
        for (SubmitResult<Profile> submission : submissions) {
            ends.add(jobs.await(type, submission.job().id(), Duration.ZERO));
        }
        double seconds = Math.round((System.nanoTime() - begin) / 1e8) / 10.0;
        return new Outcome(ends, RunReport.of(submissions, ends, calls.made(), seconds), all.size() - own.size());
    }

    private List<SubmitResult<Profile>> submit(List<Sheet> sheets, AnalysisJobs jobs) {
        List<SubmitResult<Profile>> submissions = new ArrayList<>();
        for (int from = 0; from < sheets.size(); from += BULK) {
            List<Submission<Sheet, Profile>> bulk = sheets.subList(from, Math.min(from + BULK, sheets.size())).stream()
                    .map(sheet -> Submission.of(type, sheet.person(), sheet))
                    .toList();
            submissions.addAll(jobs.submitAll(bulk));
        }
        return submissions;
    }

    private List<UUID> active(AnalysisJobs jobs, JobStatus status) {
        JobFilter filter = JobFilter.all().withType(type.name()).withStatus(status);
        List<UUID> found = new ArrayList<>();
        JobCursor after = null;
        for (List<AnalysisJob> page = jobs.list(filter, after, BULK);
                !page.isEmpty();
                page = jobs.list(filter, after, BULK)) {
            page.forEach(job -> found.add(job.id()));
            after = JobCursor.after(page.get(page.size() - 1));
        }
        return found;
    }

    private static JobStore store(Database database) throws Refusal {
        try {
            return JdbcJobStore.builder(database.dataSource()).build();
        } catch (RuntimeException unusable) {
            throw Database.refusal(database.address(), unusable);
        }
    }

    /** Short leases and sweeps, so that a killed run is taken over within seconds. */
    private AnalysisJobs jobs(JobStore store) {
        Duration grace = ai.pace().attempt();
        return AnalysisJobs.builder(store)
                .handle(type, new PersonaAnalyzer(ai, calls))
                .concurrency(settings.concurrency())
                .lease(Duration.ofSeconds(4))
                .heartbeat(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(200))
                .sweepInterval(Duration.ofSeconds(1))
                .shutdownGrace(grace.compareTo(LONGEST_GRACE) > 0 ? LONGEST_GRACE : grace)
                .nodeLabel("persona")
                .build();
    }

    /** On Ctrl-C: what runs may end or is put back, so that the next run need not wait for leases. */
    private void stop(AnalysisJobs jobs) {
        screen.line("Stopping; run it again to finish the rest.");
        jobs.close();
    }
}

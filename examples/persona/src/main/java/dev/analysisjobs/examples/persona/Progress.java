package dev.analysisjobs.examples.persona;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Ended;
import dev.analysisjobs.examples.persona.ai.AiCalls;
import dev.analysisjobs.examples.persona.ai.PersonaType;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobCounts;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;

/** Wait for jobs and show meanwhile how far they are, by what the store says. */
final class Progress {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int BAR = 24;

    private final AnalysisJobs jobs;
    private final AiCalls calls;
    private final Screen screen;
    private final JobCounts before;
    private final long begin = System.nanoTime();

    /** Begin to count; made before the submissions. */
    Progress(AnalysisJobs jobs, AiCalls calls, Screen screen) {
        this.jobs = jobs;
        this.calls = calls;
        this.screen = screen;
        this.before = jobs.counts();
    }

    /** Return when every job has ended, or when the library's own bound for a job is over. */
    void await(AnalysisType<?, ?> type, Set<UUID> ids) throws InterruptedException {
        long limit = jobs.bound(type).total().toNanos();
        Deque<UUID> open = new ArrayDeque<>(ids);
        while (!open.isEmpty() && System.nanoTime() - begin < limit) {
            try {
                if (!(jobs.await(type, open.peek(), TICK) instanceof Ended.NotYet)) {
                    open.remove();
                }
                if (screen.isDue()) {
                    screen.progress(figures(ids.size()));
                }
            } catch (StoreException away) {
                // The library goes on when the database is back, and so does this.
                screen.progress("The database does not answer: " + away.getMessage());
                Thread.sleep(TICK.toMillis());
            }
        }
        screen.progress(figures(ids.size()));
    }

    private String figures(int all) {
        JobCounts now = jobs.counts();
        long running = of(now, JobStatus.PROCESSING);
        long ended = Math.max(0, all - running - of(now, JobStatus.PENDING));
        int full = (int) (BAR * ended / Math.max(1, all));
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + ended + " of " + all + " ended, "
                + (of(now, JobStatus.COMPLETED) - of(before, JobStatus.COMPLETED)) + " completed, "
                + (of(now, JobStatus.FAILED) - of(before, JobStatus.FAILED)) + " failed, " + running + " running, "
                + calls.made() + " AI calls, "
                + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s";
    }

    private static long of(JobCounts counts, JobStatus status) {
        return counts.counts().stream()
                .filter(count -> count.type().equals(PersonaType.NAME) && count.status() == status)
                .mapToLong(JobCounts.Count::jobs)
                .sum();
    }
}

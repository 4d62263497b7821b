package dev.analysisjobs.model;

import static dev.analysisjobs.model.JobStatus.CANCELLED;
import static dev.analysisjobs.model.JobStatus.COMPLETED;
import static dev.analysisjobs.model.JobStatus.FAILED;
import static dev.analysisjobs.model.JobStatus.PENDING;
import static dev.analysisjobs.model.JobStatus.PROCESSING;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Hold the closed table of a job's life: what is not listed is illegal. The stores express the same guards in SQL; the
 * store contract holds both to this table.
 *
 * @since 0.1
 */
public final class Transitions {

    /** One legal line of the table. */
    public record Transition(JobStatus from, JobEvent event, JobStatus to) {}

    private static final List<Transition> TABLE = List.of(
            new Transition(PENDING, JobEvent.CLAIM, PROCESSING),
            new Transition(PROCESSING, JobEvent.COMPLETE, COMPLETED),
            new Transition(PROCESSING, JobEvent.ATTEMPT_FAILED, PENDING),
            new Transition(PROCESSING, JobEvent.GIVE_UP, FAILED),
            new Transition(PROCESSING, JobEvent.PUT_BACK, PENDING),
            new Transition(PROCESSING, JobEvent.LEASE_EXPIRED, PENDING),
            new Transition(PROCESSING, JobEvent.LEASE_EXPIRED, FAILED),
            new Transition(PENDING, JobEvent.DEADLINE_PASSED, FAILED),
            new Transition(PENDING, JobEvent.CANCEL, CANCELLED),
            new Transition(PROCESSING, JobEvent.CANCEL, CANCELLED),
            new Transition(FAILED, JobEvent.OPERATOR_RETRY, PENDING),
            new Transition(CANCELLED, JobEvent.OPERATOR_RETRY, PENDING),
            new Transition(COMPLETED, JobEvent.FOUND_INCOMPLETE, FAILED));

    private Transitions() {}

    /** Return every legal line. */
    public static List<Transition> table() {
        return TABLE;
    }

    /** Return the statuses that an event may lead to from a status; empty when the event is illegal there. */
    public static Set<JobStatus> targets(JobStatus from, JobEvent event) {
        Set<JobStatus> targets = EnumSet.noneOf(JobStatus.class);
        for (Transition line : TABLE) {
            if (line.from() == from && line.event() == event) {
                targets.add(line.to());
            }
        }
        return targets;
    }

    /** Return whether an event is legal in a status. */
    public static boolean allows(JobStatus from, JobEvent event) {
        return !targets(from, event).isEmpty();
    }

    /**
     * Refuse an event that is not legal for a job as it stands.
     *
     * @throws IllegalTransitionException naming the job, its status and the event
     */
    public static void require(AnalysisJob job, JobEvent event) {
        if (!allows(job.status(), event)) {
            throw new IllegalTransitionException(job.id(), job.status(), event);
        }
    }
}

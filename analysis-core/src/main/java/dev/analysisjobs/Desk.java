package dev.analysisjobs;

import dev.analysisjobs.dedup.Fingerprints;
import dev.analysisjobs.engine.Engine;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.model.ClaimRank;
import dev.analysisjobs.model.DedupKey;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobEvent;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.Uuid7;
import dev.analysisjobs.submit.Order;
import dev.analysisjobs.submit.Placed;
import dev.analysisjobs.validate.Validation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Translates between the typed front door and the engine. */
final class Desk {
    private static final int SUBJECT_LIMIT = 400;
    private static final int KEY_LIMIT = 1_000;
    private static final long INPUT_LIMIT = 16L << 20;
    private static final int FAULTS_TOLD = 20;

    private final Engine engine;
    private final JobStore store;
    private final Map<String, AnalysisType<?, ?>> types;

    Desk(Engine engine, Map<String, AnalysisType<?, ?>> types) {
        this.engine = engine;
        this.store = engine.store();
        this.types = Map.copyOf(types);
    }

    <I, O> List<SubmitResult<O>> submit(List<Submission<I, O>> submissions) {
        List<String> faults = new ArrayList<>();
        List<Order> orders = new ArrayList<>(submissions.size());
        String context = engine.captureContext();
        for (int i = 0; i < submissions.size(); i++) {
            String place = submissions.size() == 1 ? "" : "submission " + i + ": ";
            Order order = order(submissions.get(i), context, place, faults);
            if (order != null) {
                orders.add(order);
            }
        }
        if (!faults.isEmpty()) {
            int more = faults.size() - FAULTS_TOLD;
            throw new IllegalArgumentException(String.join(
                            "; ", faults.subList(0, Math.min(faults.size(), FAULTS_TOLD)))
                    + (more > 0 ? "; and " + more + " more" : ""));
        }
        List<Placed> placed = engine.place(orders);
        List<SubmitResult<O>> results = new ArrayList<>(placed.size());
        for (int i = 0; i < placed.size(); i++) {
            results.add(answerOf(submissions.get(i).type(), placed.get(i)));
        }
        return results;
    }

    <I, O> Ended<O> await(AnalysisType<I, O> type, UUID jobId, Duration patience) throws InterruptedException {
        AnalysisJob job = engine.awaitEnd(jobId, patience)
                .orElseThrow(() -> new IllegalArgumentException("There is no job " + jobId));
        requireType(type, job);
        return switch (job.status()) {
            case FAILED -> new Ended.Failed<>(job, Objects.requireNonNull(job.failure()));
            case CANCELLED -> new Ended.Cancelled<>(job);
            case PENDING, PROCESSING -> new Ended.NotYet<>(job);
            case COMPLETED ->
                answer(type, job)
                        .<Ended<O>>map(answer -> new Ended.Completed<>(job, answer))
                        .orElseGet(() -> new Ended.Failed<>(
                                job,
                                new Failure(
                                        FailureCode.RESULT_INCOMPLETE,
                                        "The stored result does not pass today's rules; the audit looks at it")));
        };
    }

    /** Return a completed job's result if it passes today's rules; hand it to the audit if not. */
    <I, O> Optional<Answer<O>> answer(AnalysisType<I, O> type, AnalysisJob job) {
        requireType(type, job);
        StoredResult stored =
                job.status() == JobStatus.COMPLETED ? store.result(job.id()).orElse(null) : null;
        if (stored == null) {
            return Optional.empty();
        }
        String input = store.input(job.id()).orElse("");
        Optional<Answer<O>> answer = type.rules().revalidate(stored, input) instanceof Validation.Passed passed
                ? decoded(type, passed.result())
                : Optional.empty();
        if (answer.isEmpty()) {
            engine.suspect(job.id());
        }
        return answer;
    }

    OperatorAnswer cancel(UUID jobId) {
        Failure reason = new Failure(FailureCode.CANCELLED, "The job was cancelled while the attempt ran");
        return operate(jobId, JobEvent.CANCEL, true, reason, job -> new Change.Cancel(jobId, reason));
    }

    OperatorAnswer retry(UUID jobId) {
        return operate(jobId, JobEvent.OPERATOR_RETRY, false, null, this::retryOf);
    }

    /** Return the change that starts a job anew: under today's policy of its type, or the old one where that is not known. */
    Change.OperatorRetry retryOf(AnalysisJob job) {
        AnalysisType<?, ?> type = types.get(job.type());
        TypePolicy policy = type == null ? null : type.policy();
        boolean joins = type == null || type.dedup().holdsKey();
        return new Change.OperatorRetry(
                job.id(),
                policy == null ? job.maxAttempts() : policy.maxAttempts(),
                policy == null
                        ? Duration.between(job.runAt(), job.deadlineAt()).abs().plusMillis(1)
                        : policy.maxAge(),
                joins ? Fingerprints.activeKey(job.type(), job.subject(), job.fingerprint()) : null);
    }

    /** Makes an operator's change from the job as it was read. */
    @FunctionalInterface
    private interface Making {
        Change of(AnalysisJob job);
    }

    private OperatorAnswer operate(
            UUID jobId, JobEvent event, boolean terminal, @Nullable Failure failure, Making making) {
        AnalysisJob job = store.find(jobId).orElse(null);
        if (job == null) {
            return OperatorAnswer.NOT_FOUND;
        }
        ChangeOutcome outcome = store.apply(List.of(making.of(job))).get(0);
        if (outcome == ChangeOutcome.APPLIED) {
            engine.changed(job, event, terminal, failure);
        }
        return switch (outcome) {
            case APPLIED -> OperatorAnswer.DONE;
            case KEY_HELD -> OperatorAnswer.KEY_HELD;
            case LOST -> OperatorAnswer.NOT_APPLICABLE;
        };
    }

    private <I, O> @Nullable Order order(
            Submission<I, O> submission, @Nullable String context, String place, List<String> faults) {
        AnalysisType<I, O> type = submission.type();
        int before = faults.size();
        if (types.get(type.name()) != type) {
            faults.add(place + "type '" + type.name() + "' is not registered here"
                    + (types.containsKey(type.name()) ? " (another type of that name is)" : "")
                    + ": add it with handle() or submitOnly()");
        }
        text(faults, place + "subject", submission.subject(), SUBJECT_LIMIT);
        submission.key().ifPresent(key -> text(faults, place + "key", key, KEY_LIMIT));
        if (!ClaimRank.isPriority(submission.priority())) {
            faults.add(place + "priority is " + submission.priority() + ", it must be between -"
                    + ClaimRank.PRIORITY_LIMIT + " and " + ClaimRank.PRIORITY_LIMIT);
        }
        String input = encoded(submission, place, faults);
        DedupKey key = input == null ? null : key(submission, input, place, faults);
        if (faults.size() > before || input == null || key == null) {
            return null;
        }
        NewJob job = new NewJob(
                submission.id().orElseGet(Uuid7::next),
                type.name(),
                type.policy().version(),
                submission.subject(),
                submission.priority(),
                input,
                key,
                type.dedup().holdsKey(),
                type.policy().maxAttempts(),
                submission.notBefore().orElse(null),
                type.policy().maxAge(),
                context);
        return new Order(job, type.dedup(), type.rules());
    }

    private static <I, O> @Nullable String encoded(Submission<I, O> submission, String place, List<String> faults) {
        try {
            String input = submission.type().input().encode(submission.input());
            Optional<String> fault = SafeText.fault(input, INPUT_LIMIT);
            fault.ifPresent(why -> faults.add(place + "the encoded input " + why));
            return fault.isPresent() ? null : input;
        } catch (RuntimeException notEncodable) {
            faults.add(place + "the input cannot be encoded: " + SafeText.message(notEncodable.getMessage()));
            return null;
        }
    }

    private static <I, O> @Nullable DedupKey key(
            Submission<I, O> submission, String input, String place, List<String> faults) {
        AnalysisType<I, O> type = submission.type();
        try {
            String name = type.name();
            String version = type.policy().version();
            boolean json = type.input().isJson();
            return submission
                    .key()
                    .map(key -> Fingerprints.ofKey(name, version, submission.subject(), key, input, json))
                    .orElseGet(() -> Fingerprints.ofInput(name, version, submission.subject(), input, json));
        } catch (RuntimeException notCanonical) {
            faults.add(place + "the input has no fingerprint: " + SafeText.message(notCanonical.getMessage()));
            return null;
        }
    }

    private static void text(List<String> faults, String what, String value, int limit) {
        if (value.isBlank()) {
            faults.add(what + " is blank");
        } else if (value.length() > limit) {
            faults.add(what + " has " + value.length() + " characters, the limit is " + limit);
        } else {
            SafeText.fault(value, Long.MAX_VALUE).ifPresent(why -> faults.add(what + " " + why));
        }
    }

    private <I, O> SubmitResult<O> answerOf(AnalysisType<I, O> type, Placed placed) {
        if (placed instanceof Placed.Created) {
            return new SubmitResult.Created<>(placed.job());
        }
        if (placed instanceof Placed.Reused reused) {
            Optional<Answer<O>> answer = decoded(type, reused.result());
            if (answer.isPresent()) {
                return new SubmitResult.Reused<>(reused.job(), answer.get());
            }
            engine.suspect(placed.job().id());
        }
        return new SubmitResult.Joined<>(placed.job());
    }

    private static <I, O> Optional<Answer<O>> decoded(AnalysisType<I, O> type, AnalysisResult result) {
        try {
            return Optional.of(new Answer<>(result, type.output().decode(result.output())));
        } catch (RuntimeException notDecodable) {
            return Optional.empty();
        }
    }

    private static void requireType(AnalysisType<?, ?> type, AnalysisJob job) {
        if (!type.name().equals(job.type())) {
            throw new IllegalArgumentException(
                    "Job " + job.id() + " is of type '" + job.type() + "', not '" + type.name() + "'");
        }
    }
}

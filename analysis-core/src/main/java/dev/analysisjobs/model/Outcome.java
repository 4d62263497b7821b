package dev.analysisjobs.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Say what an attempt ended in. Closed: what is not recognised is {@link Unknown}, which fails closed. Only
 * {@link Complete} ever leads to a stored result.
 *
 * @since 0.1
 */
public sealed interface Outcome {

    /** What the library does with a job after a failed attempt. */
    enum Action {
        /** Try again after a backoff while attempts and age are left. */
        RETRY,
        /** Fail the job: another try would end the same. */
        GIVE_UP,
        /** Put the job back without charging the attempt; bounded by the job's deadline. */
        PUT_BACK,
        /** As {@link #PUT_BACK}, and pause the type. */
        PUT_BACK_AND_PAUSE,
        /** Drop the answer: somebody else owns the job now. */
        DROP,
        /** Keep the answer and save it again while the lease lives; never call the analyser again for it. */
        SAVE_AGAIN
    }

    /** A validated result. */
    record Complete(AnalysisResult result) implements Outcome {
        public Complete {
            Objects.requireNonNull(result, "result");
        }
    }

    /** Anything but a result. What it prints of itself, for logs, leaves out the output. */
    sealed interface Failed extends Outcome {
        /** Return the stable code. */
        FailureCode code();

        /** Return what happened, in words for people. */
        String message();

        /** Return what follows. */
        Action action();

        /** Return whether the attempt is used up. */
        default boolean charged() {
            return action() == Action.RETRY || action() == Action.GIVE_UP;
        }

        /** Return the output that was rejected, if one came; for diagnosis only. */
        default @Nullable String rejectedOutput() {
            return null;
        }

        /** Return the rules that the output breaks. */
        default List<Violation> violations() {
            return List.of();
        }

        /** Return how long the provider asked to wait, if it did. */
        default @Nullable Duration retryAfter() {
            return null;
        }

        /** Return code and message as the job's or attempt's failure. */
        default Failure failure() {
            return new Failure(code(), message());
        }
    }

    /** The output does not parse or breaks the type's rules. */
    record Invalid(List<Violation> violations, @Nullable String rejectedOutput) implements Failed {
        public Invalid {
            violations = List.copyOf(violations);
        }

        @Override
        public FailureCode code() {
            return FailureCode.INVALID_RESULT;
        }

        @Override
        public String message() {
            return "The output breaks the type's rules: "
                    + violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
        }

        @Override
        public Action action() {
            return Action.RETRY;
        }

        @Override
        public String toString() {
            return failure().toString();
        }
    }

    /** Nothing came: null, blank, JSON null, zero items, or the whole budget spent on reasoning. */
    record Empty(String message, @Nullable String rejectedOutput) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.EMPTY;
        }

        @Override
        public Action action() {
            return Action.RETRY;
        }

        @Override
        public List<Violation> violations() {
            return List.of(new Violation("", message));
        }

        @Override
        public String toString() {
            return failure().toString();
        }
    }

    /** The output was cut by a length limit; the next attempt's context says so. Cut text that happens to parse is still cut. */
    record Truncated(String message, @Nullable String rejectedOutput) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.TRUNCATED;
        }

        @Override
        public Action action() {
            return Action.RETRY;
        }

        @Override
        public String toString() {
            return failure().toString();
        }
    }

    /** The input does not fit the model's context. */
    record ContextTooLong(String message) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.CONTEXT_TOO_LONG;
        }

        @Override
        public Action action() {
            return Action.GIVE_UP;
        }
    }

    /** The model declined to answer. */
    record Refused(String message) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.REFUSED;
        }

        @Override
        public Action action() {
            return Action.GIVE_UP;
        }
    }

    /** A content filter stopped the answer. */
    record ContentFiltered(String message) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.CONTENT_FILTERED;
        }

        @Override
        public Action action() {
            return Action.GIVE_UP;
        }
    }

    /** The provider asked to slow down; {@code retryAfter} is null when it did not say for how long. */
    record RateLimited(String message, @Nullable Duration retryAfter) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.RATE_LIMITED;
        }

        @Override
        public Action action() {
            return Action.PUT_BACK;
        }
    }

    /** The provider is overloaded. */
    record Overloaded(String message, @Nullable Duration retryAfter) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.OVERLOADED;
        }

        @Override
        public Action action() {
            return Action.RETRY;
        }
    }

    /** A quota or spend limit is used up; {@code retryAfter} is null when only a person can resume. */
    record QuotaExhausted(String message, @Nullable Duration retryAfter) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.QUOTA_EXHAUSTED;
        }

        @Override
        public Action action() {
            return Action.PUT_BACK_AND_PAUSE;
        }
    }

    /** The connection or the provider's server failed. */
    record Transport(String message) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.TRANSPORT;
        }

        @Override
        public Action action() {
            return Action.RETRY;
        }
    }

    /** The library's own limit was reached; the call may have been paid for, a late answer is fenced off. */
    record Timeout(String message) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.TIMEOUT;
        }

        @Override
        public Action action() {
            return Action.RETRY;
        }
    }

    /** Credentials or configuration are wrong; when it repeats over jobs, the type is paused. */
    record AuthOrConfig(String message) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.AUTH_OR_CONFIG;
        }

        @Override
        public Action action() {
            return Action.GIVE_UP;
        }
    }

    /** The provider refuses the request as malformed, or the input cannot be read. */
    record BadRequest(FailureCode code, String message) implements Failed {
        public BadRequest(String message) {
            this(FailureCode.BAD_REQUEST, message);
        }

        @Override
        public Action action() {
            return Action.GIVE_UP;
        }
    }

    /** The stored input or checkpoint cannot be decoded on this node; nobody was called. */
    record Unreadable(String message) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.PAYLOAD_UNREADABLE;
        }

        @Override
        public Action action() {
            return Action.RETRY;
        }
    }

    /** The provider works on; the next attempt gets {@code checkpoint} (the provider's id) after {@code retryAfter}. */
    record Deferred(String checkpoint, Duration retryAfter) implements Failed {
        public Deferred {
            Objects.requireNonNull(checkpoint, "checkpoint");
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        @Override
        public FailureCode code() {
            return FailureCode.DEFERRED;
        }

        @Override
        public String message() {
            return "The provider works on; ask again in " + retryAfter;
        }

        @Override
        public Action action() {
            return Action.PUT_BACK;
        }
    }

    /** This node stops. */
    record Shutdown() implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.SHUTDOWN;
        }

        @Override
        public String message() {
            return "The node stopped while the attempt ran";
        }

        @Override
        public Action action() {
            return Action.PUT_BACK;
        }
    }

    /** A fenced write matched no row, or a beat found the lease gone. */
    record LeaseLost() implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.LEASE_EXPIRED;
        }

        @Override
        public String message() {
            return "The attempt no longer holds the job's lease";
        }

        @Override
        public Action action() {
            return Action.DROP;
        }
    }

    /** The answer is good, the save failed. */
    record StorageError(String message) implements Failed {
        @Override
        public FailureCode code() {
            return FailureCode.UNSTORABLE;
        }

        @Override
        public Action action() {
            return Action.SAVE_AGAIN;
        }
    }

    /** Anything unrecognised: bounded retry, then failed. */
    record Unknown(String message, @Nullable String rejectedOutput) implements Failed {
        public Unknown(String message) {
            this(message, null);
        }

        @Override
        public FailureCode code() {
            return FailureCode.UNKNOWN;
        }

        @Override
        public Action action() {
            return Action.RETRY;
        }

        @Override
        public String toString() {
            return failure().toString();
        }
    }
}

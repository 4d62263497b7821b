package dev.analysisjobs.memory;

import dev.analysisjobs.model.ClaimRank;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuse what a database could not keep unchanged: before anything is written, all faults at once, and without telling the
 * texts themselves.
 */
final class Limits {
    /** Beyond this some databases have no instants. */
    private static final Instant LAST_INSTANT = Instant.parse("9000-01-01T00:00:00Z");

    private static final int KEY_LENGTH = 64;

    private final List<String> faults = new ArrayList<>();

    Limits job(NewJob job) {
        String of = " of job " + job.id();
        attempts("maxAttempts" + of, job.maxAttempts());
        if (!ClaimRank.isPriority(job.priority())) {
            faults.add("priority" + of + " is " + job.priority() + ", it must be between -" + ClaimRank.PRIORITY_LIMIT
                    + " and " + ClaimRank.PRIORITY_LIMIT);
        }
        if (job.notBefore() != null && job.notBefore().isAfter(LAST_INSTANT)) {
            faults.add("notBefore" + of + " is " + job.notBefore() + ", the last is " + LAST_INSTANT);
        }
        return name("type" + of, job.type(), SafeText.NAME_LIMIT)
                .name("typeVersion" + of, job.typeVersion(), SafeText.NAME_LIMIT)
                .name("subject" + of, job.subject(), SafeText.SUBJECT_LIMIT)
                .name("context" + of, job.context(), ContextCarrier.LIMIT)
                .payload("input" + of, job.input());
    }

    Limits notice(@Nullable NewNotice notice) {
        if (notice == null) {
            return this;
        }
        String of = " of notice " + notice.id();
        return name("type" + of, notice.type(), SafeText.NAME_LIMIT)
                .name("subject" + of, notice.subject(), SafeText.SUBJECT_LIMIT);
    }

    Limits change(Change change) {
        String of = " of job " + change.jobId();
        notice(change.notice());
        if (change instanceof Change.Fenced fenced && fenced.attempt() != null) {
            // Its other texts were made storable when it was built.
            name("node" + of, fenced.attempt().node(), SafeText.NODE_LIMIT);
        }
        if (change instanceof Change.Complete complete) {
            payload("output" + of, complete.result().output());
        } else if (change instanceof Change.RetryLater retry) {
            payload("checkpoint" + of, retry.checkpoint());
            StoreClock.check("delay" + of, retry.delay());
        } else if (change instanceof Change.PutBack putBack) {
            payload("checkpoint" + of, putBack.checkpoint());
            StoreClock.check("delay" + of, putBack.delay());
        } else if (change instanceof Change.SaveCheckpoint save) {
            payload("checkpoint" + of, save.checkpoint());
        } else if (change instanceof Change.ExpireLease expire) {
            StoreClock.check("delay" + of, expire.delay());
        } else if (change instanceof Change.OperatorRetry retry) {
            StoreClock.check("maxAge" + of, retry.maxAge());
            attempts("maxAttempts" + of, retry.maxAttempts());
            name("activeKey" + of, retry.activeKey(), KEY_LENGTH);
        } else if (change instanceof Change.FoundIncomplete found) {
            name("node" + of, found.node(), SafeText.NODE_LIMIT);
        }
        return this;
    }

    Limits name(String what, @Nullable String text, int limit) {
        if (text != null && text.length() > limit) {
            faults.add(what + " has " + text.length() + " characters, the limit is " + limit);
        }
        return payload(what, text);
    }

    private void attempts(String what, int budget) {
        if (budget < 1) {
            faults.add(what + " is " + budget + ", the least is 1");
        }
    }

    private Limits payload(String what, @Nullable String text) {
        if (text != null) {
            SafeText.fault(text, SafeText.PAYLOAD_LIMIT).ifPresent(fault -> faults.add(what + " " + fault));
        }
        return this;
    }

    /**
     * Throw when there were faults.
     *
     * @throws StoreException naming all of them
     */
    void check() {
        if (!faults.isEmpty()) {
            throw new StoreException(StoreException.Kind.REFUSED, "Refused: " + String.join("; ", faults), null);
        }
    }
}

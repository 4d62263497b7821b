package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.ClaimRank;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a column cannot hold unchanged, before it is sent, so that every database refuses the same (invariant I14).
 * Collects all faults and tells them at once, without the texts themselves.
 */
final class TextRule {
    /** The most bytes of an input, an output or a checkpoint in UTF-8. */
    static final int PAYLOAD_BYTES = 16 * 1024 * 1024;
    /** The most characters (UTF-16 units) of the name or version of a type. */
    static final int NAME_LIMIT = 100;
    /** The most characters of a subject. */
    static final int SUBJECT_LIMIT = 400;
    /** The most characters of a node's id. */
    static final int NODE_LIMIT = 200;

    /** How many characters a key has: a SHA-256 digest in hex. */
    static final int KEY_LENGTH = 64;

    /** Beyond this some databases have no instants. */
    private static final Instant LAST_INSTANT = Instant.parse("9000-01-01T00:00:00Z");

    private final int payloadBytes;
    private final List<String> faults = new ArrayList<>();

    /** Makes a rule for texts that are no payloads. */
    TextRule() {
        this(PAYLOAD_BYTES);
    }

    /** @param payloadBytes the most bytes of a payload that this database takes */
    TextRule(int payloadBytes) {
        this.payloadBytes = payloadBytes;
    }

    /** Looks at all of a job but its input. */
    TextRule job(NewJob job) {
        String of = " of job " + job.id();
        if (job.maxAttempts() < 1) {
            faults.add("max_attempts" + of + " is " + job.maxAttempts() + ", the least is 1");
        }
        if (!ClaimRank.isPriority(job.priority())) {
            faults.add("priority" + of + " is " + job.priority() + ", it must be between -" + ClaimRank.PRIORITY_LIMIT
                    + " and " + ClaimRank.PRIORITY_LIMIT);
        }
        if (job.notBefore() != null && job.notBefore().isAfter(LAST_INSTANT)) {
            faults.add("not_before" + of + " is " + job.notBefore() + ", the last is " + LAST_INSTANT);
        }
        return name("analysis_type" + of, job.type(), NAME_LIMIT)
                .name("type_version" + of, job.typeVersion(), NAME_LIMIT)
                .name("subject_id" + of, job.subject(), SUBJECT_LIMIT)
                .name("context" + of, job.context(), ContextCarrier.LIMIT);
    }

    TextRule notice(@Nullable NewNotice notice) {
        if (notice == null) {
            return this;
        }
        String of = " of notice " + notice.id();
        return name("analysis_type" + of, notice.type(), NAME_LIMIT)
                .name("subject_id" + of, notice.subject(), SUBJECT_LIMIT);
    }

    TextRule name(String column, @Nullable String text, int limit) {
        if (text != null && text.length() > limit) {
            faults.add(column + " has " + text.length() + " characters, the limit is " + limit);
        }
        return payload(column, text);
    }

    TextRule payload(String column, @Nullable String text) {
        if (text != null) {
            SafeText.fault(text, payloadBytes).ifPresent(fault -> faults.add(column + " " + fault));
        }
        return this;
    }

    void add(String fault) {
        faults.add(fault);
    }

    List<String> faults() {
        return faults;
    }

    void check(String what) {
        if (!faults.isEmpty()) {
            throw new StoreException(Kind.REFUSED, what + " refused: " + String.join("; ", faults), null);
        }
    }
}

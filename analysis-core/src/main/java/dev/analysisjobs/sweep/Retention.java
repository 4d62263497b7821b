package dev.analysisjobs.sweep;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.RetentionStore;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is no longer to be kept, some pages at a time: ended jobs of the types that have a retention, delivered notices
 * of no job, old repair entries. Safe on every node at once. A job that cannot be deleted is passed over. For one thread.
 */
public final class Retention {
    /** How long settled notices that belong to no job are kept. */
    public static final Duration NOTICES = Duration.ofDays(30);
    /** How long repair entries are kept. */
    public static final Duration REPAIRS = Duration.ofDays(365);
    /** The most pages of jobs that one run deletes. */
    static final int PAGES = 20;
    /** The most jobs of a page. */
    static final int PAGE = 200;
    /** After so many jobs that cannot be deleted a run ends; the next one goes on behind them. */
    private static final int REFUSALS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final RetentionStore store;
    private final Deque<Kept> types = new ArrayDeque<>();
    private final AtomicLong purged = new AtomicLong();
    private int refusals;

    /** A type, and how far its jobs were looked through. */
    private static final class Kept {
        private final String type;
        private final Duration keep;
        private @Nullable AnalysisJob seen;

        Kept(String type, Duration keep) {
            this.type = type;
            this.keep = keep;
        }
    }

    /**
     * @param keep how long ended jobs of each type are kept; types that are not in it are kept for ever
     */
    public Retention(RetentionStore store, Map<String, Duration> keep) {
        this.store = store;
        keep.forEach((type, howLong) -> types.add(new Kept(type, howLong)));
    }

    /** Return how many jobs were deleted so far. */
    public long purged() {
        return purged.get();
    }

    /** Delete a bounded number of rows; return whether more may be left right now. */
    public boolean purge() {
        refusals = 0;
        long before = purged.get();
        boolean more = purgeJobs();
        if (purged.get() > before) {
            LOG.info("Retention deleted {} ended jobs", purged.get() - before);
        }
        more |= store.purgeNotices(NOTICES, PAGE) == PAGE;
        more |= store.purgeRepairs(REPAIRS, PAGE) == PAGE;
        return more && refusals < REFUSALS;
    }

    /** Takes a page of each type in turn, so that no type waits for the end of another one's backlog. */
    private boolean purgeJobs() {
        Deque<Kept> open = new ArrayDeque<>(types);
        for (int pages = 0; !open.isEmpty() && pages < PAGES && refusals < REFUSALS; ) {
            Kept kept = open.remove();
            List<AnalysisJob> page = store.outdated(kept.type, kept.keep, kept.seen, PAGE);
            int tried = 0;
            if (!page.isEmpty()) {
                pages++;
                tried = purge(page.stream().map(AnalysisJob::id).toList(), kept.keep);
            }
            // The next run begins with those that had no turn in this one.
            types.remove(kept);
            types.add(kept);
            boolean more = tried == PAGE || tried < page.size();
            kept.seen = more ? page.get(tried - 1) : null;
            if (more) {
                open.add(kept);
            }
        }
        return !open.isEmpty();
    }

    /**
     * Halves a refused list until the one that cannot be deleted stands alone.
     *
     * @return how many, from the first on, were tried before the run has to end
     */
    private int purge(List<UUID> ids, Duration keep) {
        try {
            purged.addAndGet(store.purge(ids, keep).size());
            return ids.size();
        } catch (StoreException refused) {
            if (refused.kind() != StoreException.Kind.REFUSED) {
                throw refused;
            }
            if (ids.size() == 1) {
                refusals++;
                LOG.error("Retention cannot delete job {}; it stays", ids.get(0), refused);
                return 1;
            }
            int half = ids.size() / 2;
            int tried = purge(ids.subList(0, half), keep);
            return tried < half || refusals >= REFUSALS ? tried : half + purge(ids.subList(half, ids.size()), keep);
        }
    }
}

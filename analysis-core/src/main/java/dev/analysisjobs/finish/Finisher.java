package dev.analysisjobs.finish;

import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ChangeStore;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves what attempts ended in: batched, fenced, and again after a storage error while the lease lives, without another call of
 * the analyser. Bounded by itself: each slot of the node has at most one end and one checkpoint under way.
 */
public final class Finisher {
    private static final Logger LOG = LoggerFactory.getLogger(Finisher.class);
    private static final int BATCH = 500;

    private final ChangeStore store;
    private final LinkedBlockingQueue<Save> queue = new LinkedBlockingQueue<>();

    public Finisher(ChangeStore store) {
        this.store = store;
    }

    public void add(Save save) {
        queue.add(save);
    }

    public int waiting() {
        return queue.size();
    }

    /**
     * Commit one batch of what waits.
     *
     * @param patience how long to wait for a first one
     * @return whether anything was there
     * @throws StoreException when the store could not be reached; what was not saved waits again
     */
    public boolean saveBatch(Duration patience) throws InterruptedException {
        Save first = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return false;
        }
        List<Save> batch = new ArrayList<>();
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
        batch = atMostOnePerJob(batch);
        List<Save> open = new ArrayList<>();
        for (Save save : batch) {
            if (save.isAlive()) {
                open.add(save);
            } else {
                end(save, ChangeOutcome.LOST);
            }
        }
        try {
            save(open);
        } catch (Throwable failed) {
            // Ended ones are gone from the list; the rest is saved again in a later batch.
            queue.addAll(open);
            throw failed;
        }
        return true;
    }

    private List<Save> atMostOnePerJob(List<Save> batch) {
        Set<UUID> seen = new HashSet<>();
        List<Save> kept = new ArrayList<>(batch.size());
        for (Save save : batch) {
            if (seen.add(save.change().jobId())) {
                kept.add(save);
            } else {
                queue.add(save);
            }
        }
        return kept;
    }

    /** Saves a list and takes from it what ended; what is left in it when this throws is still to be saved. */
    private void save(List<Save> open) {
        if (open.isEmpty()) {
            return;
        }
        List<Change.Fenced> changes = open.stream().map(Save::change).toList();
        try {
            endAll(open, store.apply(changes));
        } catch (StoreException failed) {
            switch (failed.kind()) {
                case TRANSIENT -> throw failed;
                case COMMIT_UNKNOWN -> {
                    LOG.warn("The commit of {} attempts may have been lost; reading it back", open.size());
                    List<ChangeOutcome> outcomes = new ArrayList<>();
                    List<Save> missing = new ArrayList<>();
                    List<Save> done = new ArrayList<>();
                    List<Boolean> written = store.readBack(changes);
                    for (int i = 0; i < open.size(); i++) {
                        (written.get(i) ? done : missing).add(open.get(i));
                        outcomes.add(ChangeOutcome.APPLIED);
                    }
                    endAll(done, outcomes);
                    open.clear();
                    open.addAll(missing);
                    throw failed;
                }
                case REFUSED -> saveApart(open, failed);
            }
        }
    }

    /** Halves a refused list until the one that cannot be written stands alone, so that it never blocks the others. */
    private void saveApart(List<Save> open, StoreException refused) {
        if (open.size() == 1) {
            Save bad = open.get(0);
            LOG.error("The store refuses the end of job {} for good", bad.change().jobId(), refused);
            open.clear();
            Save instead = bad.refused(String.valueOf(refused.getMessage()));
            if (instead == null) {
                end(bad, ChangeOutcome.LOST);
            } else {
                open.add(instead);
                save(open);
            }
            return;
        }
        List<Save> left = new ArrayList<>(open.subList(0, open.size() / 2));
        List<Save> right = new ArrayList<>(open.subList(open.size() / 2, open.size()));
        try {
            save(left);
            save(right);
        } finally {
            open.clear();
            open.addAll(left);
            open.addAll(right);
        }
    }

    private static void endAll(List<Save> saves, List<ChangeOutcome> outcomes) {
        List<Save> ended = List.copyOf(saves);
        saves.clear();
        for (int i = 0; i < ended.size(); i++) {
            end(ended.get(i), outcomes.get(i));
        }
    }

    private static void end(Save save, ChangeOutcome outcome) {
        try {
            save.ended(outcome);
        } catch (Throwable thrown) {
            LOG.error("After the end of job {} was saved", save.change().jobId(), thrown);
        }
    }
}

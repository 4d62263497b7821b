package dev.analysisjobs.submit;

import dev.analysisjobs.dedup.Decision;
import dev.analysisjobs.dedup.Deduplication;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.SubmissionConflictException;
import dev.analysisjobs.port.SubmissionConflictException.Conflict;
import dev.analysisjobs.validate.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Stores orders: insert first, look at the holder of a key only when the insert met one. */
public final class Submitter {
    private static final int ROUNDS = 8;

    private final JobStore store;
    private final Consumer<UUID> suspects;

    /**
     * @param suspects gets completed jobs whose stored result does not pass today's rules
     */
    public Submitter(JobStore store, Consumer<UUID> suspects) {
        this.store = store;
        this.suspects = suspects;
    }

    /**
     * Place orders, each at most once.
     *
     * @return one answer per order, in order
     * @throws SubmissionConflictException after all the others were placed
     * @throws StoreException nothing, or in a bulk only a part, was placed; placing again is safe where keys or ids are given
     */
    public List<Placed> place(List<Order> orders) {
        @Nullable Placed[] placed = new Placed[orders.size()];
        List<Conflict> conflicts = new ArrayList<>();
        List<Integer> open = IntStream.range(0, orders.size()).boxed().toList();
        for (int round = 0; !open.isEmpty(); round++) {
            if (round == ROUNDS) {
                throw new StoreException(
                        StoreException.Kind.TRANSIENT,
                        "The key of " + open.size() + " submissions changed hands " + ROUNDS + " times; submit again",
                        null);
            }
            List<NewJob> jobs = open.stream().map(i -> orders.get(i).job()).toList();
            List<Insertion> insertions = store.insert(jobs);
            List<Integer> again = new ArrayList<>();
            for (int k = 0; k < open.size(); k++) {
                int index = open.get(k);
                Order order = orders.get(index);
                Insertion insertion = insertions.get(k);
                if (insertion instanceof Insertion.Inserted inserted) {
                    placed[index] = new Placed.Created(inserted.job());
                } else if (insertion instanceof Insertion.SameId same) {
                    if (isSameRequest(order.job(), same.job())) {
                        placed[index] = new Placed.Joined(same.job());
                    } else {
                        conflicts.add(new Conflict(index, same.job().id(), "id"));
                    }
                } else if (insertion instanceof Insertion.Held held) {
                    Decision decision = decide(order, held);
                    if (decision instanceof Decision.Join) {
                        placed[index] = new Placed.Joined(held.job());
                    } else if (decision instanceof Decision.Reuse reuse) {
                        placed[index] = new Placed.Reused(held.job(), reuse.result());
                    } else if (decision instanceof Decision.Conflict) {
                        conflicts.add(new Conflict(index, held.job().id(), "key"));
                    } else {
                        store.releaseKey(held.job().id());
                        again.add(index);
                    }
                }
            }
            open = again;
        }
        if (!conflicts.isEmpty()) {
            throw new SubmissionConflictException(conflicts);
        }
        List<Placed> answers = new ArrayList<>(placed.length);
        for (Placed answer : placed) {
            if (answer != null) {
                answers.add(answer);
            }
        }
        return answers;
    }

    private Decision decide(Order order, Insertion.Held held) {
        AnalysisResult result = null;
        if (held.result() != null) {
            if (order.rules().revalidate(held.result(), order.job().input()) instanceof Validation.Passed passed) {
                result = passed.result();
            } else {
                suspects.accept(held.job().id());
            }
        }
        return Deduplication.decide(
                order.policy(), order.job().id(), order.job().key(), held.job(), result, store.now());
    }

    private static boolean isSameRequest(NewJob wanted, AnalysisJob present) {
        return wanted.type().equals(present.type())
                && wanted.subject().equals(present.subject())
                && wanted.key().inputHash().equals(present.inputHash());
    }
}

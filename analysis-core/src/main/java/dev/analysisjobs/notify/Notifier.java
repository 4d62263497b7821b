package dev.analysisjobs.notify;

import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.NoticeSender;
import dev.analysisjobs.port.NoticeStore;
import dev.analysisjobs.port.NoticeStore.Delivery;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notices from the outbox, at least once: a sender that fails or hangs is tried again with a backoff, the others do not
 * get the notice twice for it, and at last it is parked visibly.
 */
public final class Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final int BATCH = 10;

    private final NoticeStore store;
    private final List<NoticeSender> senders;
    private final ExecutorService threads;
    private final Duration sendLimit;
    private final int maxDeliveries;
    private final Backoff backoff;
    private final TimeLimiter limiter;

    /**
     * @param threads runs senders, so that a hanging one can be left behind; it may reject when too many hang
     * @param sendLimit how long one sender may take for one notice
     * @param maxDeliveries after so many a notice is parked
     */
    public Notifier(
            NoticeStore store,
            List<NoticeSender> senders,
            ExecutorService threads,
            Duration sendLimit,
            int maxDeliveries,
            Backoff backoff) {
        this.store = store;
        this.senders = List.copyOf(senders);
        this.threads = threads;
        this.sendLimit = sendLimit;
        this.maxDeliveries = maxDeliveries;
        this.backoff = backoff;
        this.limiter = TimeLimiter.of(sendLimit);
    }

    /** Deliver one batch of due notices; return whether more may be due. */
    public boolean deliver() {
        // The lease outlives the slowest delivery of the whole batch, so that no other node begins the same one meanwhile.
        Duration lease = sendLimit.multipliedBy((long) BATCH * senders.size()).plusSeconds(30);
        List<Notice> due = store.claimNotices(BATCH, lease);
        for (Notice notice : due) {
            store.settleNotice(notice, deliver(notice));
        }
        return due.size() == BATCH;
    }

    private Delivery deliver(Notice notice) {
        Set<String> accepted = new HashSet<>(notice.deliveredTo());
        StringBuilder errors = new StringBuilder();
        for (NoticeSender sender : senders) {
            if (accepted.contains(sender.name())) {
                continue;
            }
            try {
                limiter.executeFutureSupplier(() -> threads.submit(() -> {
                    sender.send(notice);
                    return true;
                }));
                accepted.add(sender.name());
            } catch (Throwable failed) {
                LOG.warn("Notice {} was not accepted by {} (delivery {})", notice.id(), sender.name(), notice.deliveries(), failed);
                errors.append(sender.name()).append(": ").append(failed.getClass().getName()).append("; ");
            }
        }
        if (errors.isEmpty()) {
            return new Delivery.Done();
        }
        String error = SafeText.message(errors.toString());
        if (notice.deliveries() >= maxDeliveries) {
            LOG.error("Notice {} is parked after {} deliveries: {}", notice.id(), notice.deliveries(), error);
            return new Delivery.Park(accepted, error);
        }
        Duration delay = backoff.after(notice.deliveries(), ThreadLocalRandom.current().nextDouble());
        return new Delivery.Again(delay, accepted, error);
    }
}

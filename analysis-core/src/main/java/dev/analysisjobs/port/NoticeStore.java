package dev.analysisjobs.port;

import dev.analysisjobs.model.Notice;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Keep notices until they are delivered: an outbox.
 *
 * @since 0.1
 */
public interface NoticeStore {

    /** How a delivery ended. */
    sealed interface Delivery {
        /** Every sender accepted it. */
        record Done() implements Delivery {}

        /** Some sender failed: deliver again after {@code delay} to those not in {@code deliveredTo}. */
        record Again(Duration delay, Set<String> deliveredTo, String error) implements Delivery {}

        /** Given up; stays visible as parked. */
        record Park(Set<String> deliveredTo, String error) implements Delivery {}
    }

    /** Store a notice that belongs to no change of a job. An id that is there already is left as it is. */
    void addNotice(NewNotice notice);

    /**
     * Claim due pending notices for delivery, oldest first; each one's delivery count goes up by one. A claimed notice is due
     * again after {@code lease}, whoever claimed it.
     */
    List<Notice> claimNotices(int limit, Duration lease);

    /**
     * Record how a delivery ended. Guard: pending with this very delivery count.
     *
     * @return false when the guard matched nothing: another delivery began meanwhile, nothing was changed
     */
    boolean settleNotice(Notice notice, Delivery delivery);

    /** Make a parked notice pending and due again; false when it is not parked. */
    boolean resendNotice(UUID noticeId);
}

package dev.analysisjobs.port;

import dev.analysisjobs.model.Alert;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keep which incidents are open, for all nodes, so that each is told once.
 *
 * @since 0.1
 */
public interface AlertStore {

    /**
     * Show what only alerts ask for.
     *
     * @param incompleteFound results that the audit found incomplete within the window
     * @param oldestNotice how long the oldest notice that is still to be delivered has waited; null when none waits
     */
    record Troubles(long incompleteFound, @Nullable Duration oldestNotice) {}

    /**
     * Note that an incident was found: begin it and store its notice in the same commit; or, when it is open, note that it was
     * found again and what was found.
     *
     * @param rule the rule's name
     * @param key what it is about
     * @param coolDown how long after its end the incident is not begun again
     * @return whether this call began it; false when it is open, or ended less than {@code coolDown} ago, and for all but one of
     *     those who begin it at once
     */
    boolean raiseAlert(String rule, String key, String message, Duration coolDown, NewNotice notice);

    /**
     * End an incident that was not found again for a while, and store the notice of it in the same commit.
     *
     * @return whether this call ended it; false when it is not open or was found within {@code unseen}, and for all but one of
     *     those who end it at once
     */
    boolean clearAlert(String rule, String key, Duration unseen, NewNotice notice);

    /** Return the open incidents, by rule and key. */
    List<Alert> alerts();

    /** Return what is wrong beyond the backlog. */
    Troubles troubles(Duration window);
}

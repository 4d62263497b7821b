package dev.analysisjobs.port;

import dev.analysisjobs.model.Pause;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keep which types are paused, for all nodes.
 *
 * @since 0.1
 */
public interface PauseStore {

    /**
     * Pause a type, or {@link Pause#EVERYTHING}. A pause that is in force already is replaced only by one that ends later.
     *
     * @param duration how long; null means until resumed by hand
     * @return whether this call began or lengthened the pause; false leaves the one in force
     */
    boolean pause(String type, String reason, @Nullable Duration duration);

    /** End a pause; false when there was none in force. */
    boolean resume(String type);

    /** Return the pauses in force, by type. */
    List<Pause> pauses();
}

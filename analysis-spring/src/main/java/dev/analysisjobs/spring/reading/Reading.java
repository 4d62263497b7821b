package dev.analysisjobs.spring.reading;

import dev.analysisjobs.model.Pause;
import dev.analysisjobs.port.Backlog;
import java.util.List;

/**
 * Show the store as it was read last.
 *
 * @param backlog what waits and runs, and what ended within the window
 * @param pauses the pauses in force
 * @since 0.1
 */
public record Reading(Backlog backlog, List<Pause> pauses) {
    public Reading {
        pauses = List.copyOf(pauses);
    }

    /** Return whether no node claims jobs of a type. */
    public boolean isPaused(String type) {
        return pauses.stream()
                .anyMatch(pause -> pause.type().equals(type) || pause.type().equals(Pause.EVERYTHING));
    }
}

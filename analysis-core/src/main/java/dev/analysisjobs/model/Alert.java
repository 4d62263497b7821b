package dev.analysisjobs.model;

import java.time.Instant;

/**
 * Show an incident that is open, for all nodes together.
 *
 * @param rule the name of its {@link AlertRule}; text, as another version may have others
 * @param key what it is about: an analysis type, or {@link Pause#EVERYTHING}
 * @param message what was found last, for people
 * @param raisedAt when it began, on the store's clock
 * @since 0.1
 */
public record Alert(String rule, String key, String message, Instant raisedAt) {}

package dev.analysisjobs.alert;

import dev.analysisjobs.model.AlertRule;

/**
 * Tell of one broken rule.
 *
 * @param key the analysis type, or {@link dev.analysisjobs.model.Pause#EVERYTHING}
 * @param message the value and the limit, for people; tells no payload
 */
record Finding(AlertRule rule, String key, String message) {}

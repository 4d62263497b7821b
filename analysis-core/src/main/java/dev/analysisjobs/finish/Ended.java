package dev.analysisjobs.finish;

import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.port.ClaimedJob;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that ended and has to be written.
 *
 * @param claimed the attempt
 * @param policy its type's policy
 * @param node the node that ran it
 * @param outcome what it ended in
 * @param facts what the provider told
 * @param elapsed how long it ran, on this node's monotonic clock
 */
public record Ended(
        ClaimedJob claimed,
        TypePolicy policy,
        String node,
        Outcome outcome,
        ProviderFacts facts,
        Duration elapsed) {

    /** Return the checkpoint that a deferred outcome leaves; null leaves the stored one. */
    @Nullable String checkpoint() {
        return outcome instanceof Outcome.Deferred deferred ? deferred.checkpoint() : null;
    }
}

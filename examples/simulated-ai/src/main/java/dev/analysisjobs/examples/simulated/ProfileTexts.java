package dev.analysisjobs.examples.simulated;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Make contents out of a prompt's scores: the good one, and those that only look good. */
final class ProfileTexts {
    private final JsonNode scores;

    ProfileTexts(JsonNode scores) {
        this.scores = scores;
    }

    String good() {
        return profile().toString();
    }

    String cut() {
        String good = good();
        return good.substring(0, good.length() * 2 / 3);
    }

    /** Well-formed and complete, but about other scores. */
    String ofSomebodyElse() {
        ObjectNode profile = profile();
        for (JsonNode trait : traits(profile)) {
            double score = trait.path("score").asDouble();
            ((ObjectNode) trait).put("score", score > 3.5 ? score - 1 : score + 1);
        }
        return profile.toString();
    }

    String withoutOneTrait() {
        ObjectNode profile = profile();
        traits(profile).remove(2);
        return profile.toString();
    }

    String withOneTraitTwice() {
        ObjectNode profile = profile();
        ArrayNode traits = traits(profile);
        traits.set(2, traits.get(1).deepCopy());
        return profile.toString();
    }

    String withSummary(String summary) {
        return profile().put("summary", summary).toString();
    }

    private ObjectNode profile() {
        return ProfileWriter.write(scores);
    }

    private static ArrayNode traits(ObjectNode profile) {
        return (ArrayNode) profile.path("traits");
    }
}

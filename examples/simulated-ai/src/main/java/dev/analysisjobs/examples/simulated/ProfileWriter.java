package dev.analysisjobs.examples.simulated;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Write a plausible profile from the scores in the prompt; the same scores always give the same words. */
final class ProfileWriter {
    private static final Map<String, List<String>> ADJECTIVES = Map.of(
            "agreeableness", List.of("direct", "fair-minded", "warm"),
            "conscientiousness", List.of("spontaneous", "practical", "thorough"),
            "extraversion", List.of("reserved", "sociable when it counts", "outgoing"),
            "neuroticism", List.of("calm", "even-tempered", "sensitive"),
            "openness", List.of("down-to-earth", "interested", "curious"));
    private static final Map<String, List<String>> SENTENCES = Map.of(
            "agreeableness",
            List.of(
                    "Says plainly what others only think, and does not shy away from a dispute.",
                    "Meets others half-way, and keeps an eye on the own interest as well.",
                    "Takes an interest in others, trusts them easily and likes to help."),
            "conscientiousness",
            List.of(
                    "Prefers to begin and see where it leads; plans are drafts.",
                    "Plans what has to be planned and leaves room for the rest.",
                    "Finishes what was begun, in good order and on time."),
            "extraversion",
            List.of(
                    "Draws strength from quiet hours and a few close people.",
                    "Is at ease in company and at ease alone.",
                    "Seeks company, talks readily and brings others along."),
            "neuroticism",
            List.of(
                    "Stays calm where others worry, and recovers quickly from a setback.",
                    "Knows bad days, and knows that they pass.",
                    "Notices strain early and feels it strongly."),
            "openness",
            List.of(
                    "Trusts what has proved itself and asks what a new idea is good for.",
                    "Tries out new things when there is a reason to.",
                    "Likes ideas for their own sake and looks for the unfamiliar."));

    private ProfileWriter() {}

    /** Return the profile of some scores, each with trait, score and level. */
    static ObjectNode write(JsonNode scores) {
        List<JsonNode> strongest = StreamSupport.stream(scores.spliterator(), false)
                .sorted(Comparator.comparingDouble(
                        score -> -Math.abs(score.path("score").asDouble() - 3.5)))
                .toList();
        ObjectNode profile = Completion.JSON.createObjectNode();
        String first = adjective(strongest.get(0));
        String second = adjective(strongest.get(1));
        profile.put("headline", first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1) + " and " + second);
        profile.put(
                "summary",
                "Of the five traits, " + trait(strongest.get(0)) + " and " + trait(strongest.get(1))
                        + " stand out most. " + sentence(strongest.get(0)) + " " + sentence(strongest.get(1)));
        ArrayNode traits = profile.putArray("traits");
        for (JsonNode score : scores) {
            traits.addObject()
                    .put("trait", trait(score))
                    .put("score", score.path("score").asDouble())
                    .put("level", score.path("level").asString(""))
                    .put("text", sentence(score));
        }
        profile.putArray("strengths").add("Can be relied on to be " + first).add("Is seen by others as " + second);
        profile.putArray("growth")
                .add("Could ask for feedback where being " + first + " is misread")
                .add("Could practise the opposite of " + second + " in small steps");
        return profile;
    }

    private static String trait(JsonNode score) {
        return score.path("trait").asString("");
    }

    private static String adjective(JsonNode score) {
        return word(ADJECTIVES, score);
    }

    private static String sentence(JsonNode score) {
        return word(SENTENCES, score);
    }

    private static String word(Map<String, List<String>> words, JsonNode score) {
        return Objects.requireNonNull(words.get(trait(score)), "an unknown trait")
                .get(level(score));
    }

    private static int level(JsonNode score) {
        return switch (score.path("level").asString("")) {
            case "low" -> 0;
            case "high" -> 2;
            default -> 1;
        };
    }
}

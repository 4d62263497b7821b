package dev.analysisjobs.validate;

import dev.analysisjobs.dedup.Fingerprints;
import dev.analysisjobs.port.Codecs;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Use one feature and tell in words what came of it; loaded apart by {@link MissingLibraryTest}. */
public final class MissingLibraryProbe implements Function<String, String> {
    @Override
    public String apply(String what) {
        try {
            return switch (what) {
                case "presence" -> judge(ResultRules.presence(), "text");
                case "null" -> judge(ResultRules.presence(), "\"null\"");
                case "text rules" ->
                    judge(
                            ResultRules.builder()
                                    .minLength(5)
                                    .rule(
                                            "digits",
                                            output -> Character.isDigit(
                                                    output.text().charAt(0)),
                                            "is no digit")
                                    .decodes(Integer::valueOf)
                                    .build(),
                            "text");
                case "text fingerprint" ->
                    Fingerprints.ofInput("t", "1", "s", "text", false).fingerprint();
                case "text codec" -> Codecs.text().encode("text");
                case "json rules" ->
                    ResultRules.builder()
                            .json()
                            .required("/a")
                            .schema("{}")
                            .build()
                            .toString();
                case "json fingerprint" ->
                    Fingerprints.ofInput("t", "1", "s", "{}", true).fingerprint();
                case "json codec" -> Codecs.json(Map.class).encode(Map.of());
                default -> throw new IllegalArgumentException(what);
            };
        } catch (RuntimeException thrown) {
            return thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
        }
    }

    private static String judge(ResultRules rules, String output) {
        UUID id = new UUID(0, 0);
        Validation validation = rules.validate(id, new Candidate(id, 1, 1, "in", output, null));
        return validation instanceof Validation.Rejected rejected
                ? rejected.outcome().message()
                : validation.getClass().getSimpleName();
    }
}

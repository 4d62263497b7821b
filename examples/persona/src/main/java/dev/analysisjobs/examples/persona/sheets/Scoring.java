package dev.analysisjobs.examples.persona.sheets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What scoring a sheet gives: five scores, or why there are none. */
public sealed interface Scoring {
    /** How many of a trait's five items must be answered. */
    int NEEDED = 4;

    /** One trait's score from 1 to 6, exact to two decimals. */
    record Score(Trait trait, double score, Level level) {}

    /** All five, in the order of {@link Trait}. */
    record Scores(List<Score> scores) implements Scoring {
        public Scores {
            scores = List.copyOf(scores);
        }
    }

    /** Some trait has too few answers; the message names every missing item. */
    record TooFewAnswers(String message) implements Scoring {}

    /** Score a sheet. */
    static Scoring of(Sheet sheet) {
        List<Score> scores = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        for (Trait trait : Trait.values()) {
            List<String> answered =
                    trait.items().stream().filter(sheet.answers()::containsKey).toList();
            if (answered.size() < NEEDED) {
                lacking.add(trait + " has " + answered.size());
            } else {
                double mean = answered.stream()
                        .mapToInt(item -> points(sheet, trait, item))
                        .average()
                        .orElseThrow();
                double score = Math.round(mean * 100) / 100.0;
                scores.add(new Score(trait, score, Level.of(score)));
            }
        }
        return lacking.isEmpty()
                ? new Scores(scores)
                : new TooFewAnswers("Too few answers: " + String.join(", ", lacking) + " of " + Trait.ITEMS
                        + ", at least " + NEEDED + " are needed. Missing: " + String.join(", ", sheet.missing()));
    }

    private static int points(Sheet sheet, Trait trait, String item) {
        int answer = Objects.requireNonNull(sheet.answers().get(item));
        return trait.isReversed(item) ? Sheet.HIGHEST + Sheet.LOWEST - answer : answer;
    }
}

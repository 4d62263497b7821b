package dev.analysisjobs.examples.persona.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ScoringTest {

    @Test
    void reversedItemsAreTurnedBeforeTheMeanIsTaken() {
        // Computed by hand: A = (7-2)+4+3+4+4 = 20, C = 2+3+3+(7-4)+(7-4) = 14, E = (7-3)+(7-3)+3+4+4 = 19,
        // N = 3+4+2+2+3 = 14, O = 3+(7-6)+3+4+(7-3) = 15; each by five.
        Sheet sheet = sheet("24344 23344 33344 34223 36343");

        assertThat(scores(sheet)).extracting(Scoring.Score::score).containsExactly(4.0, 2.8, 3.8, 2.8, 3.0);
    }

    @Test
    void theEndsOfTheScaleAreReached() {
        assertThat(scores(sheet("16666 66611 11666 66666 61661"))).allSatisfy(score -> {
            assertThat(score.score()).isEqualTo(6);
            assertThat(score.level()).isEqualTo(Level.HIGH);
        });
        assertThat(scores(sheet("61111 11166 66111 11111 16116"))).allSatisfy(score -> {
            assertThat(score.score()).isEqualTo(1);
            assertThat(score.level()).isEqualTo(Level.LOW);
        });
    }

    @Test
    void oneMissingItemOfEachTraitIsBorne() {
        // A without the reversed A1: 4+3+4+4 = 15 by four.
        List<Scoring.Score> scores = scores(sheet("-4344 -3344 -3344 -4223 -6343"));

        assertThat(scores.get(0).score()).isEqualTo(3.75);
        assertThat(scores).hasSize(5);
    }

    @Test
    void twoMissingItemsOfOneTraitAreTooManyAndEveryMissingItemIsNamed() {
        Sheet sheet = sheet("24344 2334- 3-34- 34223 36343");

        assertThat(Scoring.of(sheet))
                .isEqualTo(new Scoring.TooFewAnswers(
                        "Too few answers: extraversion has 3 of 5, at least 4 are needed. Missing: C5, E2, E5"));
    }

    @Test
    void anEmptySheetNamesAllItems() {
        Scoring.TooFewAnswers none = (Scoring.TooFewAnswers) Scoring.of(new Sheet("ann", Map.of()));

        assertThat(none.message()).contains(Trait.ALL_ITEMS).contains("openness has 0");
    }

    @Test
    void theKeyReversesExactlySevenItems() {
        Set<String> reversed = new TreeSet<>();
        for (Trait trait : Trait.values()) {
            trait.items().stream().filter(trait::isReversed).forEach(reversed::add);
        }

        assertThat(reversed).containsExactly("A1", "C4", "C5", "E1", "E2", "O2", "O5");
        assertThat(Trait.ALL_ITEMS).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void levelsAreThirdsOfTheScale() {
        assertThat(Level.of(1)).isEqualTo(Level.LOW);
        assertThat(Level.of(2.6)).isEqualTo(Level.LOW);
        assertThat(Level.of(2.75)).isEqualTo(Level.MODERATE);
        assertThat(Level.of(4.25)).isEqualTo(Level.MODERATE);
        assertThat(Level.of(4.4)).isEqualTo(Level.HIGH);
    }

    @Test
    void aSheetHoldsNoAnswerOutsideTheScaleAndNoUnknownItem() {
        assertThatThrownBy(() -> new Sheet("ann", Map.of("A1", 7))).hasMessageContaining("'A1' with answer 7");
        assertThatThrownBy(() -> new Sheet("ann", Map.of("Z1", 3))).hasMessageContaining("'Z1'");
    }

    @Test
    void aMeanOfFiveOrFourIsExactToTwoDecimals() {
        assertThat(scores(sheet("24344 23344 33344 34223 -6343")).get(4).score())
                .isEqualTo(3.0);
        assertThat(scores(sheet("24344 23344 33344 34223 -5343")).get(4).score())
                .isEqualTo(3.25);
    }

    private static List<Scoring.Score> scores(Sheet sheet) {
        return ((Scoring.Scores) Scoring.of(sheet)).scores();
    }

    private static Sheet sheet(String answers) {
        Map<String, Integer> map = new HashMap<>();
        String digits = answers.replace(" ", "");
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) != '-') {
                map.put(Trait.ALL_ITEMS.get(i), digits.charAt(i) - '0');
            }
        }
        return new Sheet("ann", map);
    }
}

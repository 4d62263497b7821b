package dev.analysisjobs.spring.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticMessageSource;

class NoticeTextsTest {
    private final StaticMessageSource app = new StaticMessageSource();
    private final NoticeTexts texts = new NoticeTexts(app);

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, technical problem, technischen Fehlers",
        "WORKER_LOST, technical problem, technischen Fehlers",
        "REFUSED, declined, abgelehnt",
        "CONTENT_FILTERED, declined, abgelehnt",
        "EMPTY, no complete answer, keine vollständige Antwort",
        "RESULT_INCOMPLETE, no complete answer, keine vollständige Antwort",
        "MISSING_ANSWERS, not enough data, nicht genügend Daten",
        "CONTEXT_TOO_LONG, more than can be analysed, mehr als auf einmal",
        "DEADLINE_EXCEEDED, time allowed, erlaubten Zeit",
        "CANCELLED, was cancelled, wurde abgebrochen",
        "OF_THE_APP, contact us, wenden Sie sich",
    })
    void eachReasonIsSaidInPlainWordsInBothLanguages(String code, String english, String german) {
        Notice notice = Notices.failed("persona", code, "ann");

        assertThat(texts.of(notice, Locale.ENGLISH).body()).contains(english, notice.jobId() + " (" + code + ")");
        assertThat(texts.of(notice, Locale.GERMANY).body().replace(",", ""))
                .contains(german, notice.jobId() + " (" + code + ")");
    }

    @Test
    void everyCodeOfTheLibraryHasAReasonOfItsOwn() throws IllegalAccessException {
        for (var field : FailureCode.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                FailureCode code = (FailureCode) field.get(null);
                assertThat(Reason.of(Notices.failed("persona", code.name(), "ann")) == Reason.DEFAULT)
                        .as(code.name())
                        .isEqualTo(code.equals(FailureCode.UNKNOWN));
            }
        }
    }

    @Test
    void anotherLanguageIsEnglishWhateverTheMachineSpeaks() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(texts.of(Notices.failed("persona", "TIMEOUT", "ann"), Locale.FRENCH)
                            .body())
                    .contains("technical problem");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theMostTellingKeyOfTheAppOrTheLibraryWins() {
        Notice notice = Notices.failed("persona", "TIMEOUT", "ann");
        List<String> fromLeastTelling = List.of(
                "analysis.notice.technical",
                "analysis.notice.TIMEOUT",
                "analysis.notice.persona.technical",
                "analysis.notice.persona.TIMEOUT");
        app.addMessage("analysis.notice.default.subject", Locale.ENGLISH, "less telling than the library's");
        assertThat(texts.of(notice, Locale.ENGLISH).subject())
                .isEqualTo("Your analysis could not be completed: persona");

        for (String key : fromLeastTelling) {
            app.addMessage(key + ".subject", Locale.ENGLISH, key + " {2}");
            assertThat(texts.of(notice, Locale.ENGLISH).subject()).isEqualTo(key + " TIMEOUT");
        }
        assertThat(texts.of(Notices.failed("other", "EMPTY", "ann"), Locale.ENGLISH)
                        .subject())
                .isEqualTo("Your analysis could not be completed: other");
    }

    @Test
    void aTypeMayHaveANameForPeople() {
        app.addMessage("analysis.notice.persona.name", Locale.GERMAN, "Persönlichkeitsprofil");

        assertThat(texts.of(Notices.failed("persona", "TIMEOUT", "ann"), Locale.GERMAN)
                        .subject())
                .endsWith(": Persönlichkeitsprofil");
    }

    @Test
    void aBrokenMessageOfTheAppDoesNotHideTheNews() {
        app.addMessage("analysis.notice.TIMEOUT.body", Locale.ENGLISH, "broken {0");
        app.setUseCodeAsDefaultMessage(true);

        assertThat(texts.of(Notices.failed("persona", "TIMEOUT", "ann"), Locale.ENGLISH)
                        .body())
                .contains("technical problem");
    }

    @Test
    void noWordOfAProviderOrAiIsTold() {
        for (Notice.Kind kind : Notice.Kind.values()) {
            NoticeText text = texts.of(Notices.of(kind, "persona", "AUTH_OR_CONFIG", "ann"), Locale.ENGLISH);

            assertThat(text.subject() + text.body()).doesNotContain("evil");
        }
    }

    @Test
    void aSubjectWithLineEndsPatternsAndDirectionMarksIsOneHarmlessLine() {
        app.addMessage("analysis.notice.TIMEOUT.subject", Locale.ENGLISH, "For {5}");
        app.addMessage("analysis.notice.TIMEOUT.body", Locale.ENGLISH, "For {5}\n--\nus");
        String hostile = "ann\r\nBcc: all@example.com\u2028x\u202Ey{0} '{1}'";

        NoticeText text = texts.of(Notices.failed("persona", "TIMEOUT", hostile), Locale.ENGLISH);

        assertThat(text.subject()).isEqualTo("For ann  Bcc: all@example.com x y{0} '{1}'");
        assertThat(text.body()).isEqualTo("For ann  Bcc: all@example.com x y{0} '{1}'\n--\nus");
    }

    @Test
    void aPausedTypeIsSaidToOperatorsInItsOwnWords() {
        assertThat(texts.of(Notices.of(Notice.Kind.TYPE_PAUSED, "persona", "AUTH_OR_CONFIG", "ann"), Locale.ENGLISH)
                        .body())
                .contains("\"persona\" are paused on all nodes since March 4, 2026", "AUTH_OR_CONFIG");
    }

    @Test
    void bothLanguagesHaveTheSameKeysForAllReasons() throws IOException {
        assertThat(keys("notices_de.properties"))
                .containsExactlyInAnyOrderElementsOf(keys("notices.properties"))
                .containsAll(Arrays.stream(Reason.values())
                        .map(reason -> "analysis.notice." + reason.key() + ".body")
                        .toList());
    }

    private static List<String> keys(String file) throws IOException {
        Properties found = new Properties();
        try (Reader in = new InputStreamReader(NoticeTexts.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            found.load(in);
        }
        return List.copyOf(found.stringPropertyNames());
    }
}

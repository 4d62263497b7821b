package dev.analysisjobs.examples.persona.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AiEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, https://api.example.com/v1/chat/completions",
        "https://api.example.com/v1, https://api.example.com/v1/chat/completions",
        "http://localhost:11434/v1/, http://localhost:11434/v1/chat/completions",
        "http://[::1]:8080/gateway/ai, http://[::1]:8080/gateway/ai/v1/chat/completions"
    })
    void aBaseMayEndWithItsVersionOrNot(String base, String completions) {
        assertThat(AiEndpoint.completions(base)).isEqualTo(URI.create(completions));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example.com",
                "ftp://api.example.com",
                "http://",
                "http://host:0",
                "http://host:70000",
                "http://host:x",
                "http:// host",
                "https://host/?a=b",
                "https://me:secret@host",
                "https://host/#x"
            })
    void whatIsNoBaseUrlIsRefused(String base) {
        assertThatThrownBy(() -> AiEndpoint.completions(base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--ai-url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aKeyThatNoHeaderMayCarryIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> endpoint("top secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("PERSONA_AI_KEY")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(endpoint("topsecret").toString()).doesNotContain("secret");
    }

    private static AiEndpoint endpoint(String key) {
        return new AiEndpoint(URI.create("http://host"), "m", key, Pace.REAL);
    }
}

package dev.analysisjobs.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class CodecsTest {
    record Profile(String name, List<Integer> traits) {}

    record Nested(List<?> inner) {}

    private final Codec<Profile> json = Codecs.json(Profile.class);

    @Test
    void textIsItsOwnText() {
        Codec<String> text = Codecs.text();
        assertThat(text.decode(text.encode(" {\"a\" : 1}\0"))).isEqualTo(" {\"a\" : 1}\0");
        assertThat(text.isJson()).isFalse();
    }

    @Test
    void aRecordComesBackEqual() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            StringBuilder name = new StringBuilder();
            random.ints(20, 0, 0x11000).forEach(c -> name.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0x1F600 : c));
            Profile profile = new Profile(name.toString(), List.of(random.nextInt(), i));
            assertThat(json.decode(json.encode(profile))).isEqualTo(profile);
        }
        assertThat(json.isJson()).isTrue();
    }

    @Test
    void nodesOfTheNextVersionMayAddProperties() {
        assertThat(json.decode("{\"name\":\"a\",\"traits\":[1],\"added\":true}"))
                .isEqualTo(new Profile("a", List.of(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{}{}",
                "{} x",
                "{\"name\":\"a\"",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "[]",
                "\"text\"",
                "{\"traits\":[\"x\"]}"
            })
    void whatIsNotOneDocumentOfTheTypeIsRefusedByName(String text) {
        assertThatThrownBy(() -> json.decode(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The text cannot be read as " + Profile.class.getName() + ": ");
    }

    @Test
    void readingIsStrictWhateverTheApplicationsMapperSays() {
        JsonMapper lax = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .build();
        Codec<Profile> codec = Codecs.json(Profile.class, lax);
        assertThat(codec.encode(new Profile("a", List.of()))).isEqualTo("{\"Name\":\"a\",\"Traits\":[]}");
        assertThatThrownBy(() -> codec.decode("{\"Name\":\"a\"} {}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.decode("{\"Name\":\"a\",\"Name\":\"b\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCouldNotBeReadBackIsRefusedAtOnce() {
        Codec<Map<?, ?>> map = mapCodec(JsonMapper.shared());
        assertThatThrownBy(() -> map.encode(Map.of("deep", nested(500))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nesting depth")
                .hasMessageContaining("500");
        assertThat(map.decode(map.encode(Map.of("deep", nested(499))))).hasSize(1);
        assertThatThrownBy(() -> map.encode(Map.of("n", BigInteger.TEN.pow(1_001))))
                .hasMessageContaining("could not be read back")
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> map.encode(Map.of("n".repeat(50_001), 1)))
                .hasMessageContaining("could not be read back")
                .hasMessageContaining("50000");
        assertThatThrownBy(() -> map.encode(Map.of("s", "x".repeat(16 * 1024 * 1024))))
                .hasMessageContaining("bytes in UTF-8, the limit is 16777216");
        assertThatThrownBy(() -> map.encode(Map.of("s", "\uD83D")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }

    @Test
    void theMappersOwnReadLimitsHold() {
        JsonMapper tight = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(10)
                                .maxNestingDepth(3)
                                .build())
                        .build())
                .build();
        Codec<Map<?, ?>> map = mapCodec(tight);
        assertThat(map.encode(Map.of("s", "0123456789"))).isNotNull();
        assertThatThrownBy(() -> map.encode(Map.of("s", "0123456789x"))).hasMessageContaining("could not be read back");
        assertThatThrownBy(() -> map.encode(Map.of("s", nested(3)))).hasMessageContaining("could not be read back");
    }

    @Test
    void aValueThatCannotBeWrittenIsRefusedByType() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        assertThatThrownBy(() -> Codecs.json(Nested.class).encode(new Nested(cycle)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("This " + Nested.class.getName() + " cannot be written as JSON: ");
        assertThatThrownBy(() -> json.encode(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aMapperOfAnotherFormatIsRefused() {
        assertThatThrownBy(() -> Codecs.json(Profile.class, new YAMLMapper()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The mapper writes YAML, a JSON codec needs one that writes JSON");
    }

    @SuppressWarnings("unchecked")
    private static Codec<Map<?, ?>> mapCodec(JsonMapper mapper) {
        return (Codec<Map<?, ?>>) (Codec<?>) Codecs.json(Map.class, mapper);
    }

    private static Object nested(int depth) {
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }
}

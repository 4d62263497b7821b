package dev.analysisjobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class CanonicalJsonTest {
    private static final ObjectMapper JSON = JsonMapper.shared();

    private final Random random = new Random(20250927);

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "{ \"b\" : 1 ,\t\"a\" : [ true , null ] } => {\"a\":[true,null],\"b\":1}",
                "[] => []",
                "{} => {}",
                "[ { } , [ ] ] => [{},[]]",
                "\"\\u0041\\/\\t\" => \"A/\\u0009\"",
                "{\"\\u0061\":1} => {\"a\":1}",
                "1.0 => 1.0",
                "1 => 1",
                "-0 => -0",
                "1E+2 => 1E+2",
                "100000000000000000000000000000000000001 => 100000000000000000000000000000000000001",
                "0.1000000000000000000000000001 => 0.1000000000000000000000000001",
                "\"\\ud83d\\ude00\" => \"😀\"",
                "\"\\ud83d\" => \"\\ud83d\"",
                "\"\\\\ud83d\" => \"\\\\ud83d\"",
                "\" x \" => \" x \""
            })
    void jsonHasOneForm(String json, String canonical) {
        assertThat(CanonicalJson.of(json)).isEqualTo(canonical);
    }

    @Test
    void keysAreSortedByCodePointNotByUtf16() {
        assertThat(CanonicalJson.of("{\"😀\":1,\"\uFFFD\":2,\"é\":3,\"b\":4,\"\":5,\"a\uFFFD\":6,\"a\":7}"))
                .isEqualTo("{\"\":5,\"a\":7,\"a\uFFFD\":6,\"b\":4,\"é\":3,\"\uFFFD\":2,\"😀\":1}");
    }

    @Test
    void orderSpaceAndEscapesNeverMatter() {
        for (int i = 0; i < 500; i++) {
            JsonNode tree = tree(4);
            String canonical = CanonicalJson.of(JSON.writeValueAsString(tree));
            assertThat(CanonicalJson.of(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shuffled(tree))))
                    .isEqualTo(canonical);
            assertThat(CanonicalJson.of(escaped(canonical))).isEqualTo(canonical);
            assertThat(CanonicalJson.of(canonical)).as("the form of the form").isEqualTo(canonical);
            assertThat(JSON.readTree(canonical)).as("nothing is lost").isEqualTo(tree);
        }
    }

    @Test
    void differentValuesNeverShareAForm() {
        List<JsonNode> trees = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            trees.add(tree(2));
        }
        for (JsonNode one : trees) {
            for (JsonNode other : trees) {
                assertThat(form(one).equals(form(other))).isEqualTo(one.equals(other));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "[{\"b\":{\"a\":1,\"\\u0061\":1}}]", "{\"a\":null,\"a\":null}"})
    void aKeyThatComesTwiceIsRefusedByName(String json) {
        assertThatThrownBy(() -> CanonicalJson.of(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The JSON input has the key 'a' twice in one object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[1,]", "{\"a\"}", "nul", "NaN", "01", "'a'", "\"a", "{}{}", "{} x", "1 2", "/**/1"
            })
    void whatIsNotOneJsonDocumentIsRefused(String json) {
        assertThatThrownBy(() -> CanonicalJson.of(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The JSON input ");
    }

    @Test
    void deepNestingIsAClearErrorAndNeverAStackOverflow() {
        int most = CanonicalJson.MAX_DEPTH;
        assertThat(CanonicalJson.of("[".repeat(most) + "]".repeat(most))).hasSize(2 * most);
        for (String deep : List.of("[".repeat(most + 1), "[".repeat(1_000_000), "{\"a\":".repeat(1_000_000))) {
            assertThatThrownBy(() -> CanonicalJson.of(deep))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nesting depth")
                    .hasMessageContaining(String.valueOf(most));
        }
    }

    @Test
    void longNumbersNamesAndStringsHaveNoLimitOfTheirOwn() {
        String json = "{\"" + "n".repeat(60_000) + "\":[" + "9".repeat(5_000) + ",\"" + "s".repeat(21_000_000) + "\"]}";
        assertThat(CanonicalJson.of(json).equals(json)).isTrue();
    }

    private static String form(JsonNode tree) {
        return CanonicalJson.of(JSON.writeValueAsString(tree));
    }

    private JsonNode tree(int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0:
                return nodes.nullNode();
            case 1:
                return nodes.booleanNode(random.nextBoolean());
            case 2:
                return nodes.numberNode(random.nextInt(5));
            case 3:
                return nodes.numberNode(random.nextInt(5) + 0.5);
            case 4:
                return nodes.stringNode(word());
            case 5:
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(tree(depth - 1));
                }
                return array;
            default:
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(word(), tree(depth - 1));
                }
                return object;
        }
    }

    private String word() {
        String letters = "ab\"\\/\n\u0001é\uFFFD";
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            word.append(random.nextInt(8) == 0 ? "😀" : letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    private JsonNode shuffled(JsonNode tree) {
        if (tree.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            tree.forEach(item -> array.add(shuffled(item)));
            return array;
        }
        if (tree.isObject()) {
            List<String> names = new ArrayList<>(tree.propertyNames());
            Collections.shuffle(names, random);
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            names.forEach(name -> object.set(name, shuffled(tree.get(name))));
            return object;
        }
        return tree;
    }

    /** Write every character of a string that can be escaped as its escape. */
    private static String escaped(String json) {
        StringBuilder made = new StringBuilder();
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString && c == '\\') {
                int end = i + (json.charAt(i + 1) == 'u' ? 6 : 2);
                made.append(json, i, end);
                i = end - 1;
            } else if (inString && c != '"') {
                made.append(String.format("\\u%04X", (int) c));
            } else {
                inString ^= c == '"';
                made.append(c);
            }
        }
        return made.toString();
    }
}

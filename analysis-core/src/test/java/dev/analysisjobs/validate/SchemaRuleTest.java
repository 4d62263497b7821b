package dev.analysisjobs.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRuleTest {
    private static final String PERSONA = """
            {
              "type": "object",
              "required": ["name", "traits"],
              "properties": {
                "name": {"type": "string", "minLength": 1},
                "traits": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/trait"}}
              },
              "$defs": {
                "trait": {
                  "type": "object",
                  "properties": {"score": {"type": "number", "minimum": 0, "maximum": 1}},
                  "required": ["score"],
                  "additionalProperties": false
                }
              }
            }
            """;

    @Test
    void anOutputThatKeepsTheSchemaPasses() {
        Judge.passes(rules(PERSONA), "{\"name\":\"Ada\",\"traits\":[{\"score\":0.5}]}");
        Judge.passes(rules("true"), "{}");
    }

    @Test
    void everyBreachIsToldWithItsPointer() {
        assertThat(Judge.violations(rules(PERSONA), "{\"name\":\"\",\"traits\":[{\"score\":2,\"a/b\":1},{}]}"))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("/name: "))
                .anyMatch(line -> line.startsWith("/traits/0/score: "))
                .anyMatch(line -> line.startsWith("/traits/0: ") && line.contains("'a/b'"))
                .anyMatch(line -> line.startsWith("/traits/1: ") && line.contains("'score'"));
    }

    @Test
    void pointersIntoTheOutputAreEscaped() {
        assertThat(Judge.violations(rules("{\"properties\":{\"a/b~c\":{\"type\":\"string\"}}}"), "{\"a/b~c\":1}"))
                .singleElement()
                .asString()
                .startsWith("/a~1b~0c: ");
    }

    @Test
    void theDraftThatTheSchemaNamesHolds() {
        String tuple = "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[{\"type\":\"string\"}]}";
        Judge.passes(rules(tuple), "[\"a\",1]");
        assertThat(Judge.violations(rules(tuple), "[1]")).hasSize(1);
        String prefix = "{\"prefixItems\":[{\"type\":\"string\"}]}";
        assertThat(Judge.violations(rules(prefix), "[1]")).hasSize(1);
    }

    @Test
    void twoSchemasOfOneIdDoNotMeet() {
        ResultRules one = rules("{\"$id\":\"https://example.org/s\",\"type\":\"string\"}");
        ResultRules other = rules("{\"$id\":\"https://example.org/s\",\"type\":\"object\"}");
        Judge.passes(one, "\"text\"");
        Judge.passes(other, "{}");
        assertThat(Judge.violations(other, "\"text\"")).hasSize(1);
    }

    @Test
    void messagesDoNotChangeWithTheLocale() {
        Locale before = Locale.getDefault();
        String here = Judge.violations(rules(PERSONA), "{}").toString();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Judge.violations(rules(PERSONA), "{}")).hasToString(here);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(here).contains("required property 'name' not found");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "{; It is not well-formed JSON",
                "``; It is not well-formed JSON",
                "{\"type\":\"string\",\"type\":\"object\"}; It is not well-formed JSON",
                "[]; It is neither a JSON object nor a boolean",
                "null; It is neither a JSON object nor a boolean",
                "{\"type\":\"strin\"}; It is not a valid schema of https://json-schema.org/draft/2020-12/schema",
                "{\"minLength\":-1}; It is not a valid schema of https://json-schema.org/draft/2020-12/schema",
                "{\"$schema\":\"urn:example:unknown\"}; urn:example:unknown",
                "{\"$ref\":\"#/$defs/none\"}; Reference /$defs/none cannot be resolved",
                "{\"pattern\":\"(\"}; Unclosed group"
            })
    void aFaultOfTheSchemaIsToldWhenTheRulesAreBuilt(String schema, String fault) {
        assertThatThrownBy(() -> rules(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("These result rules cannot be built: schema: ")
                .hasMessageContaining(fault);
    }

    @Test
    void aRemoteReferenceIsRefusedAndNeverFetched() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> hangUpOnEverybody(server, connections));
            acceptor.setDaemon(true);
            acceptor.start();
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/s.json";
            assertThatThrownBy(() -> rules("{\"properties\":{\"a\":{\"$ref\":\"" + url + "\"}}}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(url);
            assertThatThrownBy(() -> rules("{\"$schema\":\"" + url + "\"}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(url);
        }
        assertThat(connections).hasValue(0);
    }

    private static void hangUpOnEverybody(ServerSocket server, AtomicInteger connections) {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                connections.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static ResultRules rules(String schema) {
        return ResultRules.builder().schema(schema).build();
    }
}

package dev.analysisjobs.validate;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.analysisjobs.model.Violation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Check an output against a JSON Schema. Apart from the builder because it needs networknt's validator. */
final class SchemaRule implements ResultRule {
    private final Schema schema;

    private SchemaRule(Schema schema) {
        this.schema = schema;
    }

    /**
     * Return the rule of a schema, which is read, checked against its own meta-schema and resolved here, so that no fault of it
     * waits for the first output.
     */
    static SchemaRule of(String text) {
        JsonNode tree = Json.parse(text);
        if (!tree.isObject() && !tree.isBoolean()) {
            throw new IllegalArgumentException("It is neither a JSON object nor a boolean");
        }
        try {
            return new SchemaRule(resolved(tree));
        } catch (SchemaException fault) {
            throw new IllegalArgumentException(
                    "It cannot be used (what it refers to must lie within it): " + fault.getMessage(), fault);
        }
    }

    private static Schema resolved(JsonNode tree) {
        // One registry each, so that two schemas with one $id never meet.
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                settings -> settings.schemaLoader(loader -> loader.fetchRemoteResources(false)));
        String dialect = tree.path("$schema").asString(SpecificationVersion.DRAFT_2020_12.getDialectId());
        List<Error> faults = errors(registry.getSchema(SchemaLocation.of(dialect)), tree);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("It is not a valid schema of " + dialect + ": "
                    + faults.stream().limit(5).map(Error::toString).collect(Collectors.joining("; ")));
        }
        Schema schema = registry.getSchema(tree);
        schema.initializeValidators();
        return schema;
    }

    @Override
    public List<Violation> check(Output output) {
        return errors(schema, output.json()).stream()
                .map(error -> new Violation(String.valueOf(error.getInstanceLocation()), error.getMessage()))
                .toList();
    }

    private static List<Error> errors(Schema schema, JsonNode tree) {
        // Messages are kept with the attempt and shown to the model: they must not change with the node's locale.
        return schema.validate(tree, context -> context.executionConfig(config -> config.locale(Locale.ROOT)));
    }
}

package dev.analysisjobs.validate;

import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import java.util.List;
import java.util.function.Function;

/**
 * Check that an output can be decoded, and what the decoded value says.
 *
 * @param decoder turns the text into a value, or throws
 * @param constraints checks the value
 */
record DecodeRule(Function<String, ?> decoder, Function<Object, List<Violation>> constraints) implements ResultRule {
    private static final int CHAIN_LIMIT = 10;

    @Override
    public List<Violation> check(Output output) {
        Object value;
        try {
            value = decoder.apply(output.text());
        } catch (RuntimeException fault) {
            return List.of(new Violation(pathOf(fault), "cannot be decoded: " + SafeText.describe(fault)));
        }
        return value == null ? List.of(new Violation("", "was decoded to null")) : constraints.apply(value);
    }

    private static String pathOf(Throwable fault) {
        Throwable link = Library.JACKSON.isPresent() ? fault : null;
        for (int i = 0; link != null && i < CHAIN_LIMIT; i++) {
            String path = Json.pathOf(link);
            if (!path.isEmpty()) {
                return path;
            }
            link = link.getCause();
        }
        return "";
    }
}

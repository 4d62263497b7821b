package dev.analysisjobs.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement with named parameters, translated once to the question marks of JDBC. A parameter that is cast to an array, as
 * in {@code :ids::uuid[]}, takes a list.
 */
final class NamedSql {
    private static final Pattern TOKEN =
            Pattern.compile("'[^']*'|:(?<name>[a-z_]+)(::(?<element>[a-z]+)\\[])?|::[a-z]+(\\[])?");

    /** A parameter: its name and, when it is an array, the type of the elements. */
    record Parameter(String name, @Nullable String element) {}

    private final String text;
    private final List<Parameter> parameters;

    private NamedSql(String text, List<Parameter> parameters) {
        this.text = text;
        this.parameters = List.copyOf(parameters);
    }

    static NamedSql parse(String named) {
        List<Parameter> parameters = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher token = TOKEN.matcher(named);
        while (token.find()) {
            String name = token.group("name");
            if (name == null) {
                token.appendReplacement(text, Matcher.quoteReplacement(token.group()));
            } else {
                String element = token.group("element");
                parameters.add(new Parameter(name, element));
                token.appendReplacement(text, element == null ? "?" : "?::" + element + "[]");
            }
        }
        return new NamedSql(token.appendTail(text).toString(), parameters);
    }

    /** Returns the statement as JDBC takes it. */
    String text() {
        return text;
    }

    /** Returns the parameters in the order of the question marks. */
    List<Parameter> parameters() {
        return parameters;
    }

    /** Returns whether one execution takes many rows, as arrays. */
    boolean takesArrays() {
        return parameters.stream().anyMatch(parameter -> parameter.element() != null);
    }
}

package dev.analysisjobs.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement with named parameters, translated once to the question marks of JDBC. It takes many values in one of three ways:
 * a parameter that is cast to an array, as in {@code :ids::uuid[]}, takes a list; one with dots, as in {@code :ids...}, takes
 * a list by a question mark for each element; and what stands in {@code [[ ]]}, a row of VALUES or a SELECT, is repeated for
 * each row.
 */
final class NamedSql {
    private static final Pattern TOKEN =
            Pattern.compile("'[^']*'|:(?<name>[a-z_]+)((?<dots>\\.\\.\\.)|::(?<element>[a-z]+)\\[])?|::[a-z]+(\\[])?");
    private static final Pattern ROWS = Pattern.compile("(?s)\\[\\[(?<row>.*?)]]");
    private static final String SELECT = "SELECT";
    /** A number, an id or an instant. */
    private static final int VALUE_CHARS = 40;

    /**
     * A parameter.
     *
     * @param element the type of the elements when it is an array
     * @param spread whether it takes a list by a question mark for each element
     */
    record Parameter(String name, @Nullable String element, boolean spread) {}

    /** What each row adds, or the whole statement; what stands around it; and what stands between two rows. */
    private record Repeated(String before, String between, String after) {}

    /** The text before each parameter, and after the last one. */
    private final List<String> pieces;

    private final List<Parameter> parameters;
    private final @Nullable Repeated repeated;

    private NamedSql(List<String> pieces, List<Parameter> parameters, @Nullable Repeated repeated) {
        this.pieces = List.copyOf(pieces);
        this.parameters = List.copyOf(parameters);
        this.repeated = repeated;
    }

    static NamedSql parse(String named) {
        Matcher rows = ROWS.matcher(named);
        if (!rows.find()) {
            return parse(named, null);
        }
        String row = rows.group("row").strip();
        String between = row.startsWith(SELECT) ? " UNION ALL " : ", ";
        return parse(row, new Repeated(named.substring(0, rows.start()), between, named.substring(rows.end())));
    }

    private static NamedSql parse(String named, @Nullable Repeated repeated) {
        List<Parameter> parameters = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        Matcher token = TOKEN.matcher(named);
        while (token.find()) {
            String name = token.group("name");
            if (name == null) {
                token.appendReplacement(piece, Matcher.quoteReplacement(token.group()));
            } else {
                token.appendReplacement(piece, "");
                pieces.add(piece.toString());
                piece.setLength(0);
                String element = token.group("element");
                parameters.add(new Parameter(name, element, token.group("dots") != null));
                piece.append(element == null ? "" : "::" + element + "[]");
            }
        }
        pieces.add(token.appendTail(piece).toString());
        return new NamedSql(pieces, parameters, repeated);
    }

    /** Returns the statement as JDBC takes it, for one row and one element of each list. */
    String text() {
        Params one = new Params();
        parameters.forEach(parameter -> one.with(parameter.name, null));
        return text(one);
    }

    /** Returns the statement as JDBC takes it, for one row. */
    String text(Params row) {
        return text(List.of(row));
    }

    /** Returns the statement as JDBC takes it, for these rows. */
    String text(List<Params> rows) {
        StringBuilder text = new StringBuilder(repeated == null ? "" : repeated.before);
        for (int i = 0; i < rows.size(); i++) {
            text.append(i == 0 || repeated == null ? "" : repeated.between);
            append(text, rows.get(i));
        }
        return text.append(repeated == null ? "" : repeated.after).toString();
    }

    private void append(StringBuilder text, Params row) {
        for (int i = 0; i < parameters.size(); i++) {
            text.append(pieces.get(i));
            Parameter parameter = parameters.get(i);
            int elements = parameter.spread && row.get(parameter.name) instanceof Collection<?> list ? list.size() : 1;
            text.append(elements == 0 ? "NULL" : String.join(", ", Collections.nCopies(elements, "?")));
        }
        text.append(pieces.get(parameters.size()));
    }

    /** Returns the parameters of a row, in the order of the question marks. */
    List<Parameter> parameters() {
        return parameters;
    }

    /** Returns about how many characters a row adds to the statement, besides its texts. */
    int rowChars() {
        return String.join("", pieces).length() + parameters.size() * VALUE_CHARS;
    }

    /** Returns whether one execution takes many rows, as arrays. */
    boolean takesArrays() {
        return parameters.stream().anyMatch(parameter -> parameter.element() != null);
    }

    /** Returns whether one execution takes many rows, each with question marks of its own. */
    boolean takesRows() {
        return repeated != null;
    }
}

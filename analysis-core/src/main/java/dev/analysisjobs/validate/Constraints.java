package dev.analysisjobs.validate;

import dev.analysisjobs.model.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;

/** Check a decoded value's Bean Validation constraints. Apart from the builder because it needs that library. */
final class Constraints {
    // The validator answers with a set; the same output is to give the same violations.
    private static final Comparator<Violation> ORDER =
            Comparator.comparing(Violation::path).thenComparing(Violation::message);

    private Constraints() {}

    static List<Violation> check(Validator validator, Object value) {
        return validator.validate(value).stream()
                .map(Constraints::violation)
                .sorted(ORDER)
                .toList();
    }

    private static Violation violation(ConstraintViolation<Object> broken) {
        return new Violation(pointer(broken.getPropertyPath()), String.valueOf(broken.getMessage()));
    }

    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            // A map's key or a list's index belongs to the node that lies in it.
            Object place = node.getKey() != null ? node.getKey() : node.getIndex();
            if (place != null) {
                pointer.append(Pointers.step(place.toString()));
            }
            if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
                pointer.append(Pointers.step(node.getName()));
            }
        }
        return pointer.toString();
    }
}

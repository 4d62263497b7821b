package dev.analysisjobs.validate;

import dev.analysisjobs.model.Violation;
import java.util.List;

/**
 * Check one thing about an output. Thread-safe and without side effects: one instance serves all validations of a type, and a
 * stored result is checked again before it is handed out.
 *
 * <p>A rule that throws anything or returns null counts as broken, never as kept.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ResultRule {

    /** Return where the output breaks the rule; empty when it keeps it. */
    List<Violation> check(Output output) throws Exception;
}

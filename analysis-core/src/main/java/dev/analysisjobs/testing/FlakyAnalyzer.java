package dev.analysisjobs.testing;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Play a script: each call does the next line, the last line again and again. Keeps what each call saw. Thread-safe.
 *
 * <pre>{@code
 * var flaky = FlakyAnalyzer.<Sheet, Profile>script()
 *         .fails(new Outcome.Transport("connection reset"))
 *         .answersText("cut")
 *         .answersText(goodJson);
 * }</pre>
 *
 * @param <I> the type's input
 * @param <O> the type's output
 * @since 0.1
 */
public final class FlakyAnalyzer<I, O> implements Analyzer<I, O> {

    /**
     * What one call saw.
     *
     * @param input its input
     * @param context its context; alive only while the call ran
     */
    public record Call<I>(I input, AttemptContext context) {}

    private final List<Analyzer<I, O>> script = new ArrayList<>();
    private final List<Call<I>> calls = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    private FlakyAnalyzer() {}

    /** Begin an empty script; an empty script answers nothing. */
    public static <I, O> FlakyAnalyzer<I, O> script() {
        return new FlakyAnalyzer<>();
    }

    /** Add a line: answer a text, or nothing for null. */
    public FlakyAnalyzer<I, O> answersText(@Nullable String text) {
        return does((input, context) -> Verdict.text(text));
    }

    /** Add a line: answer a value made of the input. */
    public FlakyAnalyzer<I, O> answers(Function<I, O> value) {
        return does((input, context) -> Verdict.value(value.apply(input)));
    }

    /** Add a line: say that there is no answer. */
    public FlakyAnalyzer<I, O> fails(Outcome.Failed outcome) {
        return does((input, context) -> Verdict.failed(outcome));
    }

    /** Add a line: throw. */
    public FlakyAnalyzer<I, O> throwing(Exception exception) {
        return does((input, context) -> {
            throw exception;
        });
    }

    /** Add a line: hang until interrupted, as a well-behaved client does. */
    public FlakyAnalyzer<I, O> hangs() {
        return does((input, context) -> {
            new CountDownLatch(1).await();
            return Verdict.text(null);
        });
    }

    /** Add a line: hang deaf to interrupts until {@link #release}, then answer late. */
    public FlakyAnalyzer<I, O> hangsDeaf(String lateText) {
        return does((input, context) -> {
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException deaf) {
                    // This is the point of it.
                }
            }
            return Verdict.text(lateText);
        });
    }

    /** Add a line. */
    public synchronized FlakyAnalyzer<I, O> does(Analyzer<I, O> line) {
        script.add(line);
        return this;
    }

    /** Let all deaf calls go on. */
    public void release() {
        released.countDown();
    }

    /** Return what the calls so far saw, in order. */
    public synchronized List<Call<I>> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Verdict<O> analyze(I input, AttemptContext context) throws Exception {
        return next(input, context).analyze(input, context);
    }

    private synchronized Analyzer<I, O> next(I input, AttemptContext context) {
        int line = Math.min(calls.size(), script.size() - 1);
        calls.add(new Call<>(input, context));
        return line < 0 ? (in, ctx) -> Verdict.text(null) : script.get(line);
    }
}

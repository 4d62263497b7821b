package dev.analysisjobs.model;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sort the words that providers use for why an output ended. Looked at before the content: an unknown word is never a clean
 * stop.
 *
 * @since 0.1
 */
public enum FinishReason {
    /** The model said all it wanted to say. */
    CLEAN,
    /** A length limit cut the output. */
    TRUNCATED,
    /** The model declined. */
    REFUSED,
    /** A content filter stopped the output. */
    FILTERED,
    /** The model asks for a tool instead of answering. */
    TOOL_CALL,
    /** A word that is not in this table. */
    UNKNOWN;

    // OpenAI chat completions and responses, Anthropic messages, Gemini, Mistral, Cohere.
    private static final Map<String, FinishReason> WORDS = Map.ofEntries(
            Map.entry("stop", CLEAN),
            Map.entry("end_turn", CLEAN),
            Map.entry("stop_sequence", CLEAN),
            Map.entry("completed", CLEAN),
            Map.entry("complete", CLEAN),
            Map.entry("length", TRUNCATED),
            Map.entry("max_tokens", TRUNCATED),
            Map.entry("max_output_tokens", TRUNCATED),
            Map.entry("model_length", TRUNCATED),
            Map.entry("model_context_window_exceeded", TRUNCATED),
            Map.entry("incomplete", TRUNCATED),
            Map.entry("refusal", REFUSED),
            Map.entry("content_filter", FILTERED),
            Map.entry("safety", FILTERED),
            Map.entry("recitation", FILTERED),
            Map.entry("blocklist", FILTERED),
            Map.entry("prohibited_content", FILTERED),
            Map.entry("spii", FILTERED),
            Map.entry("error_toxic", FILTERED),
            Map.entry("tool_calls", TOOL_CALL),
            Map.entry("tool_use", TOOL_CALL),
            Map.entry("function_call", TOOL_CALL));

    /** Return what a provider's word stands for; null is a clean stop of an analyser that has no such word. */
    public static FinishReason ofWord(@Nullable String word) {
        return word == null ? CLEAN : WORDS.getOrDefault(word.strip().toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /**
     * Return the outcome that a word stands for, or null when the word is a clean stop.
     *
     * @param word the provider's word
     * @param output what came, kept with the attempt
     */
    public static Outcome.@Nullable Failed failureOf(@Nullable String word, @Nullable String output) {
        return switch (ofWord(word)) {
            case CLEAN -> null;
            case TRUNCATED ->
                new Outcome.Truncated("The output was cut: the provider ended it with '" + word + "'", output);
            case REFUSED -> new Outcome.Refused("The model declined to answer");
            case FILTERED -> new Outcome.ContentFiltered("A content filter stopped the answer: '" + word + "'");
            case TOOL_CALL ->
                new Outcome.Unknown("The model asked for a tool instead of answering: '" + word + "'", output);
            case UNKNOWN ->
                new Outcome.Unknown("The provider ended the output with the unknown word '" + word + "'", output);
        };
    }
}

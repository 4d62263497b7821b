package dev.analysisjobs.spring.ai;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.openai.ChatReplies;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Ask a model of Spring AI. The finish reason is looked at before the content, a refusal and an empty answer are failures, and what
 * the model throws is sorted by the HTTP reply behind it: by its status, error code and Retry-After, which Spring AI itself hides
 * in texts. The reply is seen where the auto-configuration of this package could add its interceptor to the model's HTTP client
 * (OpenAI, and all models over Boot's {@code RestClient.Builder}); elsewhere exceptions are sorted by type and status. What is not
 * known here is thrown on, for the type's classifier.
 *
 * <p>Switch Spring AI's own retries off: {@code spring.ai.openai.max-retries=0}, {@code spring.ai.retry.max-attempts=0}; and keep
 * the model's time-out below the type's limit. Immutable and thread-safe; logs nothing.
 *
 * @param <I> the type's input
 * @param <O> the type's output
 * @since 0.1
 */
public final class SpringAiAnalyzer<I, O> implements Analyzer<I, O> {
    private final BiFunction<? super I, ? super AttemptContext, @Nullable ChatResponse> call;

    private SpringAiAnalyzer(BiFunction<? super I, ? super AttemptContext, @Nullable ChatResponse> call) {
        this.call = Objects.requireNonNull(call, "call");
    }

    /**
     * Return an analyser that asks a model.
     *
     * @param prompt makes the prompt of an attempt; {@link dev.analysisjobs.openai.FollowUps} says what was wrong with the last
     */
    public static <I, O> SpringAiAnalyzer<I, O> of(
            ChatModel model, BiFunction<? super I, ? super AttemptContext, Prompt> prompt) {
        Objects.requireNonNull(model, "model");
        return new SpringAiAnalyzer<>((input, context) -> model.call(prompt.apply(input, context)));
    }

    /**
     * Return an analyser that asks a chat client, with its advisors and defaults. Advisors must not ask again by themselves.
     *
     * @param prompt makes the prompt of an attempt
     */
    public static <I, O> SpringAiAnalyzer<I, O> of(
            ChatClient client, BiFunction<? super I, ? super AttemptContext, Prompt> prompt) {
        Objects.requireNonNull(client, "client");
        return new SpringAiAnalyzer<>((input, context) ->
                client.prompt(prompt.apply(input, context)).call().chatResponse());
    }

    /**
     * Return an analyser that asks as the function does, such as with templates and tools of a chat client.
     *
     * @param call makes one call on the calling thread
     */
    public static <I, O> SpringAiAnalyzer<I, O> of(
            BiFunction<? super I, ? super AttemptContext, @Nullable ChatResponse> call) {
        return new SpringAiAnalyzer<>(call);
    }

    @Override
    public Verdict<O> analyze(I input, AttemptContext context) {
        try (Exchanges watching = Exchanges.watch(context)) {
            try {
                return read(call.apply(input, context), watching.last());
            } catch (RuntimeException thrown) {
                Verdict<O> known = AiErrors.read(thrown, watching.last());
                if (known == null) {
                    throw thrown;
                }
                return known;
            }
        }
    }

    private static <O> Verdict<O> read(@Nullable ChatResponse response, @Nullable Exchange exchange) {
        Generation generation = response == null ? null : response.getResult();
        if (response == null || generation == null) {
            Verdict<O> failure = exchange == null ? null : exchange.failure();
            return failure != null ? failure : ChatReplies.noAnswer(facts(response, null, exchange));
        }
        String finishReason = blankToNull(generation.getMetadata().getFinishReason());
        Object refusal = generation.getOutput().getMetadata().get("refusal");
        return ChatReplies.read(
                generation.getOutput().getText(),
                refusal instanceof String words ? words : null,
                facts(response, finishReason, exchange));
    }

    private static ProviderFacts facts(
            @Nullable ChatResponse response, @Nullable String finishReason, @Nullable Exchange exchange) {
        ProviderFacts facts = ProviderFacts.none().withFinishReason(finishReason);
        if (response != null) {
            ChatResponseMetadata metadata = response.getMetadata();
            facts = facts.withRequestId(blankToNull(metadata.getId()));
            Usage usage = metadata.getUsage();
            if (usage != null && !(usage instanceof EmptyUsage)) {
                facts = facts.withTokens(asLong(usage.getPromptTokens()), asLong(usage.getCompletionTokens()));
            }
        }
        return exchange == null ? facts : exchange.completed(facts);
    }

    private static @Nullable Long asLong(@Nullable Integer number) {
        return number == null ? null : number.longValue();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}

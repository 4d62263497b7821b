package dev.analysisjobs.examples.langchain4j;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.openai.ChatReplies;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Ask a chat model of LangChain4j. The model must be built with {@code maxRetries(0)}: the job library is the only retry loop.
 *
 * <p>Of OpenAI's model the reply itself is read, since LangChain4j knows neither unknown finish reasons nor the request id; of
 * others what LangChain4j makes of it. Thread-safe.
 */
public final class ChatModelAnalyzer<I, O> implements Analyzer<I, O> {
    private final ChatModel model;
    private final BiFunction<I, AttemptContext, ChatRequest> prompt;

    public ChatModelAnalyzer(ChatModel model, BiFunction<I, AttemptContext, ChatRequest> prompt) {
        this.model = model;
        this.prompt = prompt;
    }

    @Override
    public Verdict<O> analyze(I input, AttemptContext context) {
        ChatRequest request = prompt.apply(input, context);
        try {
            return read(model.chat(request));
        } catch (RuntimeException thrown) {
            Verdict<O> known = ChatModelErrors.read(thrown);
            if (known == null) {
                throw thrown;
            }
            return known;
        }
    }

    private Verdict<O> read(ChatResponse response) {
        if (response.metadata() instanceof OpenAiChatResponseMetadata openAi && openAi.rawHttpResponse() != null) {
            SuccessfulHttpResponse raw = openAi.rawHttpResponse();
            return ChatReplies.read(raw.statusCode(), name -> header(raw, name), raw.bodyBytes());
        }
        FinishReason reason = response.finishReason();
        TokenUsage usage = response.tokenUsage();
        ProviderFacts facts = ProviderFacts.none()
                .withRequestId(response.id())
                .withFinishReason(reason == null ? null : reason.name())
                .withTokens(
                        usage == null ? null : asLong(usage.inputTokenCount()),
                        usage == null ? null : asLong(usage.outputTokenCount()));
        return ChatReplies.read(response.aiMessage().text(), null, facts);
    }

    private static @Nullable String header(SuccessfulHttpResponse raw, String name) {
        return raw.headers().entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .map(header -> header.getValue())
                .flatMap(List::stream)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Long asLong(@Nullable Integer number) {
        return number == null ? null : number.longValue();
    }
}

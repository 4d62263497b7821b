package dev.analysisjobs.spring.ai;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.openai.ChatReplies;
import dev.analysisjobs.openai.ChatRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;

/**
 * Ask an OpenAI-compatible endpoint by a {@link RestClient}, once per call: one {@code POST} of a chat completion, whose reply is
 * sorted by {@link ChatReplies}. Immutable and thread-safe; logs nothing.
 *
 * <p>The attempt's limit ends the call at every stage where the client uses the JDK's HTTP client ({@code
 * JdkClientHttpRequestFactory}): the library's interrupt before the reply begins, the closing of its body afterwards. Other clients
 * hear interrupts on virtual threads alone and need a read time-out on others. The client must not retry, neither by an interceptor
 * nor by a proxy around this bean.
 *
 * @param <I> the type's input
 * @param <O> the type's output
 * @since 0.1
 */
public final class OpenAiAnalyzer<I, O> implements Analyzer<I, O> {
    /** The path of chat completions below a base URL that ends with its version, such as {@code /v1}. */
    public static final String PATH = "/chat/completions";

    private final RestClient client;
    private final BiFunction<? super I, ? super AttemptContext, ChatRequest> prompt;
    private final String path;
    private final int bodyLimit;

    private OpenAiAnalyzer(
            RestClient client,
            BiFunction<? super I, ? super AttemptContext, ChatRequest> prompt,
            String path,
            int bodyLimit) {
        this.client = client;
        this.prompt = prompt;
        this.path = path;
        this.bodyLimit = bodyLimit;
    }

    /**
     * Return an analyser.
     *
     * @param client has the base URL, such as {@code https://api.example.com/v1}, and the credentials as a default header
     * @param prompt makes the request of an attempt; {@link ChatRequest#followUp} asks again with what was wrong
     */
    public static <I, O> OpenAiAnalyzer<I, O> of(
            RestClient client, BiFunction<? super I, ? super AttemptContext, ChatRequest> prompt) {
        return new OpenAiAnalyzer<>(
                Objects.requireNonNull(client, "client"),
                Objects.requireNonNull(prompt, "prompt"),
                PATH,
                ChatReplies.BODY_LIMIT);
    }

    /** Return the same analyser with another path below the client's base URL. */
    public OpenAiAnalyzer<I, O> path(String otherPath) {
        return new OpenAiAnalyzer<>(client, prompt, Objects.requireNonNull(otherPath, "path"), bodyLimit);
    }

    /**
     * Return the same analyser with another limit of what is read of a reply.
     *
     * @throws IllegalArgumentException when the limit is not positive
     */
    public OpenAiAnalyzer<I, O> bodyLimit(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("bodyLimit is " + bytes + " bytes, it must be positive");
        }
        return new OpenAiAnalyzer<>(client, prompt, path, bytes);
    }

    @Override
    public Verdict<O> analyze(I input, AttemptContext context) {
        byte[] body = prompt.apply(input, context).body().getBytes(StandardCharsets.UTF_8);
        return client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_JSON)
                .body(body)
                .exchangeForRequiredValue((request, response) -> read(response, context));
    }

    private Verdict<O> read(ClientHttpResponse response, AttemptContext context) throws IOException {
        int status = response.getStatusCode().value();
        Function<String, @Nullable String> header =
                name -> response.getHeaders().getFirst(name);
        InputStream stream = response.getBody();
        byte[] body;
        try {
            body = ChatReplies.readBody(stream, bodyLimit, context);
        } catch (InterruptedException stopped) {
            stream.close();
            throw Interrupts.asIo(stopped);
        }
        if (body == null) {
            // Before the client closes the response: it would read the rest of it first.
            stream.close();
            return ChatReplies.tooLarge(bodyLimit, status, header);
        }
        return ChatReplies.read(status, header, body);
    }
}

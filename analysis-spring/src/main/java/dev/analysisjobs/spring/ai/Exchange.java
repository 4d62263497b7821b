package dev.analysisjobs.spring.ai;

import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.OutcomeException;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.openai.ChatReplies;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came over HTTP for a model's call: the model may hide it behind texts or lose it. One thread's at a time.
 *
 * @param completion whether the reply should be a chat completion of OpenAI's form
 * @param header looks a header up by its name
 */
record Exchange(int status, boolean completion, Function<String, @Nullable String> header, byte @Nullable [] body) {

    /** Returns why this reply is no answer; null when it is none of the known failures, or never came whole. */
    <O> Verdict.@Nullable Failed<O> failure() {
        if (body == null) {
            return null;
        }
        Verdict<O> read = ChatReplies.read(status, header, body);
        return read instanceof Verdict.Failed<O> failed && (completion || status < 200 || status > 299) ? failed : null;
    }

    /** Returns the facts of a model's reply with what HTTP told besides. */
    ProviderFacts completed(ProviderFacts facts) {
        String requestId = header.apply("x-request-id");
        ProviderFacts known = requestId == null ? facts : facts.withRequestId(requestId);
        return known.withHttpStatus(status);
    }

    /**
     * Returns the same reply with its body.
     *
     * @param closing the attempt that closes the stream when it ends; null when only this thread may touch the stream
     * @throws IOException also when the body is larger than what is read of it
     */
    Exchange read(InputStream stream, @Nullable AttemptContext closing) throws IOException {
        try {
            byte[] whole = closing == null
                    ? ChatReplies.readBody(stream, ChatReplies.BODY_LIMIT)
                    : ChatReplies.readBody(stream, ChatReplies.BODY_LIMIT, closing);
            if (whole == null) {
                stream.close();
                Verdict.Failed<?> tooLarge =
                        (Verdict.Failed<?>) ChatReplies.tooLarge(ChatReplies.BODY_LIMIT, status, header);
                throw new IOException("the reply is too large", new OutcomeException(tooLarge.outcome()));
            }
            return new Exchange(status, completion, header, whole);
        } catch (InterruptedException stopped) {
            stream.close();
            throw Interrupts.asIo(stopped);
        }
    }
}

package dev.analysisjobs.spring.ai;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.openai.ChatReplies;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sorts the exceptions of OpenAI's own client; loaded only where it is there. */
final class OpenAiSdkErrors {
    private OpenAiSdkErrors() {}

    /** Returns what an exception says of the reply; null when it is none of the client's. */
    static <O> @Nullable Verdict<O> read(Throwable link) {
        if (link instanceof OpenAIServiceException answered) {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.putObject("error")
                    .put("type", answered.type().orElse(null))
                    .put("code", answered.code().orElse(null))
                    .put("message", SafeText.describe(answered));
            return ChatReplies.read(
                    answered.statusCode(),
                    name -> answered.headers().values(name.toLowerCase(Locale.ROOT)).stream()
                            .findFirst()
                            .orElse(null),
                    JsonMapper.shared().writeValueAsBytes(body));
        }
        return link instanceof OpenAIInvalidDataException
                ? Verdict.failed(new Outcome.Invalid(
                        List.of(new Violation("", "The reply is not what OpenAI's client can read")), null))
                : null;
    }
}

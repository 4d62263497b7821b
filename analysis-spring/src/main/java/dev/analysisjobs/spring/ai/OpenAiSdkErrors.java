package dev.analysisjobs.spring.ai;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.openai.ChatReplies;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sorts the exceptions of OpenAI's own client; loaded only where it is there. */
final class OpenAiSdkErrors {
    private OpenAiSdkErrors() {}

    /** Returns what an exception says of the reply; null when it is none of the client's. */
    static <O> @Nullable Verdict<O> read(Throwable link) {
        if (!(link instanceof OpenAIServiceException answered)) {
            return null;
        }
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.putObject("error")
                .put("type", answered.type().orElse(null))
                .put("code", answered.code().orElse(null))
                .put("message", SafeText.describe(answered));
        return ChatReplies.read(
                answered.statusCode(),
                name -> answered.headers().values(name).stream().findFirst().orElse(null),
                JsonMapper.shared().writeValueAsBytes(body));
    }

    /** Returns whether the client could not read what came. */
    static boolean isUnreadable(Throwable thrown) {
        return thrown instanceof OpenAIInvalidDataException;
    }
}

package dev.analysisjobs.spring.ai;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.openai.ChatReplies;
import dev.analysisjobs.openai.ChatRequest;
import dev.analysisjobs.openai.FollowUps;
import dev.analysisjobs.spring.AnalysisHandler;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.stereotype.Component;

/** What docs/ai-clients.md shows. */
final class AiSamples {
    private static final String SCHEMA = "{}";

    private AiSamples() {}

    @Component
    static class Profiles {
        private final Analyzer<String, String> analyzer;

        Profiles(OpenAiAnalyzers ai) {
            analyzer = ai.analyzer((sheet, attempt) -> ai.request()
                    .system("You write personality profiles, as JSON in the given schema.")
                    .user(sheet)
                    .followUp(attempt) // what was wrong with the last answer, if one was
                    .maxTokens(FollowUps.maxTokens(attempt, 1_500)) // more room after one that was cut
                    .json("profile", SCHEMA));
        }

        @AnalysisHandler("profile")
        Verdict<String> profile(String sheet, AttemptContext attempt) throws Exception {
            return analyzer.analyze(sheet, attempt);
        }
    }

    static Analyzer<String, String> springAi(ChatModel model) {
        Analyzer<String, String> analyzer = SpringAiAnalyzer.of(model, (sheet, attempt) -> {
            List<Message> messages = new ArrayList<>(List.of(new UserMessage(sheet)));
            FollowUps.message(attempt).ifPresent(wrong -> messages.add(new UserMessage(wrong)));
            return new Prompt(messages);
        });
        return analyzer;
    }

    static <O> Verdict<O> plainJava(HttpClient http, HttpRequest.Builder post, String sheet, AttemptContext attempt)
            throws IOException, InterruptedException {
        String body = ChatRequest.to("some-model").user(sheet).followUp(attempt).body();
        HttpResponse<byte[]> reply = http.send(
                post.POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofByteArray());
        return ChatReplies.read(
                reply.statusCode(), name -> reply.headers().firstValue(name).orElse(null), reply.body());
    }
}

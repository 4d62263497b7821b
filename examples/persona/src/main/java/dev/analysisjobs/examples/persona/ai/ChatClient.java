package dev.analysisjobs.examples.persona.ai;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Make one call, once: no retries here, the job library is the only retry loop. The time-out covers the body too, which
 * {@link HttpRequest#timeout} does not (JDK-8208693).
 */
final class ChatClient {
    private static final int BODY_LIMIT = 256 * 1024;

    private final AiEndpoint endpoint;
    private final AiCalls calls;
    private final HttpClient http;

    ChatClient(AiEndpoint endpoint, AiCalls calls) {
        this.endpoint = endpoint;
        this.calls = calls;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(endpoint.pace().call())
                .build();
    }

    HttpResponse<byte[]> post(String json) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.completions())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(json));
        if (endpoint.key() != null) {
            request.header("Authorization", "Bearer " + endpoint.key());
        }
        calls.begun();
        HttpResponse<byte[]> response = whole(http.sendAsync(request.build(), info -> new BoundedBody(BODY_LIMIT)));
        calls.answered();
        return response;
    }

    private HttpResponse<byte[]> whole(CompletableFuture<HttpResponse<byte[]>> call)
            throws IOException, InterruptedException {
        try {
            return call.get(endpoint.pace().call().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new HttpTimeoutException(
                    "no whole reply within " + endpoint.pace().call());
        } catch (ExecutionException failed) {
            throw new IOException("the call failed", failed.getCause());
        } finally {
            // Ends the exchange and its connection if the reply is not whole: nobody else may get what is left of it.
            call.cancel(true);
        }
    }
}

package dev.analysisjobs.examples.simulated;

import dev.analysisjobs.examples.simulated.HttpConnection.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A simulated AI service on a free loopback port: answers {@code POST /v1/chat/completions} with a profile made from the
 * scores in the prompt, or with the fault that its plan holds for the call. Whom a call is about stands in the request's
 * {@code user}.
 */
public final class SimulatedAiService implements AutoCloseable {
    /** The model that it says it is. */
    public static final String MODEL = "simulated-persona-1";

    /** A user message that it answers: any JSON with five such {@code scores} is one. */
    public static final String SAMPLE_PROMPT = """
            {"scores": [
              {"trait": "agreeableness", "score": 4.0, "level": "moderate"},
              {"trait": "conscientiousness", "score": 5.2, "level": "high"},
              {"trait": "extraversion", "score": 2.0, "level": "low"},
              {"trait": "neuroticism", "score": 3.4, "level": "moderate"},
              {"trait": "openness", "score": 4.6, "level": "high"}]}
            """;

    private static final int MOST_CONNECTIONS = 600;
    private static final int THINKING_MILLIS = 20;

    private final ServerSocket server;
    private final FaultPlan plan;
    private final Map<String, Integer> callsByPerson = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MOST_CONNECTIONS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), SimulatedAiService::thread);

    private SimulatedAiService(ServerSocket server, FaultPlan plan) {
        this.server = server;
        this.plan = plan;
    }

    /** Start a service. */
    public static SimulatedAiService start(FaultPlan plan) throws IOException {
        SimulatedAiService service =
                new SimulatedAiService(new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getLoopbackAddress()), plan);
        thread(service::accept).start();
        return service;
    }

    /** Return the base URL for clients. */
    public URI url() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
    }

    /** Return how many calls for a completion have come. */
    public long calls() {
        return calls.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "simulated-ai");
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                try {
                    threads.execute(() -> serve(socket));
                } catch (RejectedExecutionException full) {
                    end(socket);
                }
            } catch (IOException closedOrFailed) {
                // Closed ends the loop; a connection that failed while it was accepted hurts nobody else.
            }
        }
    }

    private void serve(Socket socket) {
        try {
            HttpConnection connection = new HttpConnection(socket);
            for (Request request = connection.read(); request != null; request = connection.read()) {
                answer(connection, request);
            }
        } catch (IOException | RuntimeException gone) {
            // The client gave up, sent garbage, or was cut off on purpose; its connection ends here.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            end(socket);
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException unimportant) {
            // Nobody is left to be told.
        }
    }

    private void answer(HttpConnection connection, Request request) throws IOException, InterruptedException {
        JsonNode body = json(request.body());
        JsonNode scores = body == null ? null : scores(body);
        if (!request.method().equals("POST") || !request.path().equals("/v1/chat/completions")) {
            refuse(connection, 404, "This simulated service knows POST /v1/chat/completions alone");
        } else if (body == null || scores == null) {
            refuse(connection, 400, "This simulated service needs the scores of a persona prompt");
        } else {
            long number = calls.incrementAndGet();
            String person = body.path("user").asString("");
            int call = callsByPerson.merge(person, 1, Integer::sum);
            Thread.sleep(THINKING_MILLIS);
            new Replies(connection, "simulated-" + number, scores).answer(plan.fault(person, call));
        }
    }

    private static void refuse(HttpConnection connection, int status, String why) throws IOException {
        byte[] body = Completion.bytes(Completion.error("invalid_request_error", null, why));
        connection.head(status, Map.of("Content-Type", "application/json"), body.length);
        connection.write(body);
    }

    private static @Nullable JsonNode scores(JsonNode body) {
        for (JsonNode message : body.path("messages")) {
            JsonNode prompt = json(message.path("content").asString("").getBytes(StandardCharsets.UTF_8));
            if (prompt != null && prompt.path("scores").size() == 5) {
                return prompt.path("scores");
            }
        }
        return null;
    }

    private static @Nullable JsonNode json(byte[] text) {
        try {
            return text.length == 0 ? null : Completion.JSON.readTree(text);
        } catch (JacksonException notJson) {
            return null;
        }
    }
}

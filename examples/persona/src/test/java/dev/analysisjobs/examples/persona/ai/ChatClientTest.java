package dev.analysisjobs.examples.persona.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a peer that is written out byte by byte. */
class ChatClientTest {
    private final AiCalls calls = new AiCalls(number -> {});
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aBodyThatStallsRunsIntoTheTimeOutAndItsConnectionIsClosed() throws Exception {
        CompletableFuture<Integer> afterwards = new CompletableFuture<>();
        peer((socket, request) -> {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"cho".getBytes(StandardCharsets.US_ASCII));
            try {
                afterwards.complete(socket.getInputStream().read());
            } catch (IOException reset) {
                afterwards.complete(-1);
            }
        });

        assertThatThrownBy(() -> client(Duration.ofMillis(300), null).post("{}"))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(afterwards.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    @Test
    void anInterruptEndsTheCallAndItsConnection() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Integer> afterwards = new CompletableFuture<>();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        peer((socket, request) -> {
            asked.countDown();
            afterwards.complete(socket.getInputStream().read());
        });
        Thread caller = new Thread(() -> {
            try {
                client(Duration.ofMinutes(1), null).post("{}");
            } catch (Exception expected) {
                thrown.complete(expected);
            }
        });
        caller.start();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();

        assertThat(thrown.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(afterwards.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    @Test
    void theKeyTravelsAsBearerTokenAndOnlyWhenThereIsOne() throws Exception {
        List<String> requests = new ArrayList<>();
        peer((socket, request) -> {
            requests.add(request);
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        });

        client(Duration.ofMinutes(1), "secret").post("{}");
        client(Duration.ofMinutes(1), null).post("{}");

        assertThat(requests.get(0))
                .startsWith("POST /v1/chat/completions HTTP/1.1")
                .contains("Authorization: Bearer secret");
        assertThat(requests.get(1)).doesNotContain("Authorization");
        assertThat(calls.made()).isEqualTo(2);
    }

    private ChatClient client(Duration timeOut, String key) {
        return new ChatClient(
                new AiEndpoint(
                        AiEndpoint.completions("http://127.0.0.1:" + server.getLocalPort()),
                        "m",
                        key,
                        new Pace(timeOut, timeOut, 1, timeOut, timeOut)),
                calls);
    }

    private interface Peer {
        void serve(Socket socket, String request) throws IOException;
    }

    private void peer(Peer peer) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                    StringBuilder head = new StringBuilder();
                    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                        head.append(line).append('\n');
                    }
                    in.read(new char[2]);
                    peer.serve(socket, head.toString());
                } catch (IOException closed) {
                    // The test is over, or this client is gone.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}

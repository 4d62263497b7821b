package dev.analysisjobs.spring.ai;

import dev.analysisjobs.AttemptContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Shows what came to models that use Spring's RestClient. */
final class RestClientExchanges implements ClientHttpRequestInterceptor {

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        AttemptContext attempt = Exchanges.attempt();
        if (attempt == null) {
            return execution.execute(request, body);
        }
        Exchanges.begins();
        ClientHttpResponse response = execution.execute(request, body);
        HttpHeaders headers = response.getHeaders();
        Exchange exchange = new Exchange(
                response.getStatusCode().value(),
                request.getURI().getPath().endsWith(OpenAiAnalyzer.PATH),
                headers::getFirst,
                // Nobody would ask for the body then.
                headers.getContentLength() == 0 ? new byte[0] : null);
        Exchanges.note(exchange);
        return new Watched(response, exchange, attempt);
    }

    /** Reads the body once, bounded, when it is asked for. */
    private static final class Watched implements ClientHttpResponse {
        private final ClientHttpResponse response;
        private final Exchange exchange;
        private final AttemptContext attempt;
        private @Nullable InputStream body;

        Watched(ClientHttpResponse response, Exchange exchange, AttemptContext attempt) {
            this.response = response;
            this.exchange = exchange;
            this.attempt = attempt;
        }

        @Override
        public InputStream getBody() throws IOException {
            if (body == null) {
                Exchange whole = exchange.read(response.getBody(), attempt);
                Exchanges.note(whole);
                body = new ByteArrayInputStream(Objects.requireNonNull(whole.body()));
            }
            return body;
        }

        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            return response.getStatusCode();
        }

        @Override
        public String getStatusText() throws IOException {
            return response.getStatusText();
        }

        @Override
        public HttpHeaders getHeaders() {
            return response.getHeaders();
        }

        @Override
        public void close() {
            response.close();
        }
    }
}

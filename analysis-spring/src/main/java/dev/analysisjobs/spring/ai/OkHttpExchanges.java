package dev.analysisjobs.spring.ai;

import java.io.IOException;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Shows what came to Spring AI's OpenAI models, whose client is OpenAI's own over OkHttp. */
final class OkHttpExchanges implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (Exchanges.attempt() == null) {
            return chain.proceed(chain.request());
        }
        Exchanges.begins();
        Response response = chain.proceed(chain.request());
        Exchange exchange = new Exchange(
                response.code(),
                chain.request().url().encodedPath().endsWith(OpenAiAnalyzer.PATH),
                response::header,
                null);
        Exchanges.note(exchange);
        ResponseBody body = Objects.requireNonNull(response.body(), "a reply that was received has a body");
        try (body) {
            Exchange whole = exchange.read(body.byteStream(), null);
            Exchanges.note(whole);
            return response.newBuilder()
                    .body(ResponseBody.create(Objects.requireNonNull(whole.body()), body.contentType()))
                    .build();
        }
    }
}

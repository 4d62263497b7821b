package dev.analysisjobs.port;

import dev.analysisjobs.model.SafeText;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Store a value as JSON. Apart from {@link Codecs} because it needs Jackson. */
final class JsonCodec<T> implements Codec<T> {
    private final Class<T> type;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    private JsonCodec(Class<T> type, ObjectMapper mapper) {
        this.type = Objects.requireNonNull(type, "type");
        if (!(mapper.tokenStreamFactory() instanceof JsonFactory)) {
            throw new IllegalArgumentException("The mapper writes "
                    + mapper.tokenStreamFactory().getFormatName() + ", a JSON codec needs one that writes JSON");
        }
        this.writer = mapper.writerFor(type);
        this.reader = mapper.readerFor(type)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    static <T> JsonCodec<T> of(Class<T> type) {
        return new JsonCodec<>(type, JsonMapper.shared());
    }

    static <T> JsonCodec<T> of(Class<T> type, ObjectMapper mapper) {
        return new JsonCodec<>(type, mapper);
    }

    @Override
    public String encode(T value) {
        Objects.requireNonNull(value, "value");
        String text;
        try {
            text = writer.writeValueAsString(value);
        } catch (JacksonException | StackOverflowError fault) {
            throw new IllegalArgumentException(
                    "This " + type.getName() + " cannot be written as JSON: " + SafeText.describe(fault), fault);
        }
        requireReadable(text);
        return text;
    }

    /** Jackson writes what it refuses to read back: longer numbers and names, deeper nesting. */
    private void requireReadable(String text) {
        SafeText.fault(text, SafeText.PAYLOAD_LIMIT).ifPresent(fault -> {
            throw new IllegalArgumentException("The JSON of this " + type.getName() + " " + fault);
        });
        try (JsonParser parser = reader.createParser(text)) {
            while (parser.nextToken() != null) {
                parser.getString();
            }
        } catch (JacksonException fault) {
            throw new IllegalArgumentException(
                    "The JSON of this " + type.getName() + " could not be read back: " + SafeText.describe(fault),
                    fault);
        }
    }

    @Override
    public T decode(String text) {
        T value;
        try {
            value = reader.readValue(text);
        } catch (JacksonException | StackOverflowError fault) {
            throw new IllegalArgumentException(
                    "The text cannot be read as " + type.getName() + ": " + SafeText.describe(fault), fault);
        }
        if (value == null) {
            throw new IllegalArgumentException("The text cannot be read as " + type.getName() + ": it is JSON null");
        }
        return value;
    }

    @Override
    public boolean isJson() {
        return true;
    }
}

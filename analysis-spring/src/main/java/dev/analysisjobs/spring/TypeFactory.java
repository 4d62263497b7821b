package dev.analysisjobs.spring;

import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.dedup.Finished;
import dev.analysisjobs.dedup.InFlight;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.port.Codec;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.spring.AnalysisJobsProperties.Type;
import dev.analysisjobs.validate.ResultRules;
import dev.analysisjobs.validate.ResultRulesBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.Resource;

/** Makes the type of a handler from its method's types, the properties and the customizers. */
final class TypeFactory {
    private final JsonCodecs json;
    private final Constraints constraints;
    private final List<AnalysisTypeCustomizer> typeCustomizers;
    private final List<ResultRulesCustomizer> rulesCustomizers;

    /** Makes the codec of a class by the app's mapper. */
    interface JsonCodecs {
        <T> Codec<T> of(Class<T> type);
    }

    /** Adds the rule that an output keeps the constraints of its class, if it has any. */
    interface Constraints {
        void add(ResultRulesBuilder rules, Codec<?> output, Class<?> outputClass);
    }

    TypeFactory(
            JsonCodecs json,
            Constraints constraints,
            List<AnalysisTypeCustomizer> typeCustomizers,
            List<ResultRulesCustomizer> rulesCustomizers) {
        this.json = json;
        this.constraints = constraints;
        this.typeCustomizers = typeCustomizers;
        this.rulesCustomizers = rulesCustomizers;
    }

    /**
     * Returns the type.
     *
     * @throws IllegalArgumentException naming every fault of it that can be found at once
     */
    AnalysisType<?, ?> make(Handler handler, Type settings) {
        Class<?> input = plain(handler, "input", handler.input());
        Class<?> output = plain(handler, "output", handler.output());
        return make(handler, settings, codec(input), codec(output), output);
    }

    private <I, O> AnalysisType<I, O> make(
            Handler handler, Type settings, Codec<I> input, Codec<O> output, Class<?> outputClass) {
        String version =
                Objects.requireNonNullElse(settings.version(), handler.mark().version());
        AnalysisType.Builder<I, O> type = AnalysisType.builder(handler.type(), version, input, output);
        type.rules(rules(handler.type(), settings.result(), output, outputClass));
        PropertyMapper map = PropertyMapper.get();
        map.from(settings::timeLimit).to(type::timeLimit);
        map.from(settings::maxAttempts).to(type::maxAttempts);
        map.from(settings::maxAge).to(type::maxAge);
        map.from(settings::maxPutBackDelay).to(type::maxPutBackDelay);
        map.from(settings::retention).to(type::retention);
        map.from(settings::concurrencyAcrossNodes).to(type::concurrencyAcrossNodes);
        map.from(settings::rateLimit).to(rate -> type.rateLimit(rate.permits(), rate.per(), rate.burst()));
        map.from(settings::reuse).as(Finished::reuseIfComplete).to(type::finished);
        type.inFlight(settings.joinInFlight() ? InFlight.JOIN : InFlight.ALWAYS_NEW);
        type.noticeOnSuccess(settings.noticeOnSuccess());
        type.backoff(settings.backoff().over(Backoff.standard()));
        calls(type, settings.call());
        typeCustomizers.forEach(customizer -> customizer.customize(handler.type(), type));
        return type.build();
    }

    private static void calls(AnalysisType.Builder<?, ?> type, AnalysisJobsProperties.Call call) {
        if (call.tries() != null || call.firstWait() != null) {
            type.callTries(
                    Objects.requireNonNullElse(call.tries(), AnalysisType.CALL_TRIES),
                    Objects.requireNonNullElse(call.firstWait(), AnalysisType.CALL_RETRY_WAIT));
        }
    }

    private ResultRules rules(
            String type, AnalysisJobsProperties.Result settings, Codec<?> output, Class<?> outputClass) {
        ResultRulesBuilder rules = ResultRules.builder();
        if (output.isJson()) {
            rules.json();
        }
        if (settings.schema() != null) {
            rules.schema(text(settings.schema()));
        }
        rules.required(settings.required().toArray(String[]::new));
        if (settings.maxSize() != null) {
            rules.maxBytes((int) Math.min(Integer.MAX_VALUE, settings.maxSize().toBytes()));
        }
        constraints.add(rules, output, outputClass);
        rulesCustomizers.forEach(customizer -> customizer.customize(type, rules));
        return rules.build();
    }

    private static String text(Resource schema) {
        try {
            return schema.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException error) {
            throw new IllegalArgumentException("the JSON Schema " + schema + " cannot be read: " + error.getMessage());
        }
    }

    private <T> Codec<T> codec(Class<T> type) {
        @SuppressWarnings("unchecked") // T is String.
        Codec<T> text = type == String.class ? (Codec<T>) Codecs.text() : null;
        return text != null ? text : json.of(type);
    }

    private static Class<?> plain(Handler handler, String what, ResolvableType type) {
        Class<?> plain = type.resolve();
        if (plain == null || plain == Object.class || type.hasGenerics()) {
            throw new IllegalArgumentException("Analysis type '" + handler.type() + "' (" + handler.place() + "): its "
                    + what + " is " + type
                    + ", it must be a class without type parameters; declare an AnalysisType bean"
                    + " with a codec of your own for anything else");
        }
        return plain;
    }
}

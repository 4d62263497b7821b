package dev.analysisjobs.spring;

import dev.analysisjobs.port.Codec;
import dev.analysisjobs.port.Codecs;
import org.springframework.beans.factory.BeanFactory;
import tools.jackson.databind.json.JsonMapper;

/** JSON by the app's mapper; loaded only where Jackson is there. */
final class AppJson implements TypeFactory.JsonCodecs {
    private final BeanFactory beans;

    AppJson(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public <T> Codec<T> of(Class<T> type) {
        JsonMapper mapper = beans.getBeanProvider(JsonMapper.class).getIfUnique();
        return mapper == null ? Codecs.json(type) : Codecs.json(type, mapper);
    }
}

package dev.analysisjobs.examples.boot;

import dev.analysisjobs.examples.simulated.FaultMode;
import dev.analysisjobs.examples.simulated.SimulatedAiService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts a simulated AI service where the configuration names no other, and points Spring AI at it. It fails as {@code
 * simulated-ai.faults} says: none, incident or harsh.
 */
final class SimulatedAi implements ApplicationContextInitializer<GenericApplicationContext> {
    private static final String BASE_URL = "spring.ai.openai.base-url";

    @Override
    public void initialize(GenericApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.containsProperty(BASE_URL)) {
            return;
        }
        FaultMode faults = environment.getProperty("simulated-ai.faults", FaultMode.class, FaultMode.NONE);
        try {
            SimulatedAiService service = SimulatedAiService.start(faults.plan(1));
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("simulated-ai", Map.of(BASE_URL, service.url() + "/v1")));
            // A bean is closed after the engine has stopped.
            DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
            beans.registerSingleton("simulatedAiService", service);
            beans.registerDisposableBean("simulatedAiService", service::close);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

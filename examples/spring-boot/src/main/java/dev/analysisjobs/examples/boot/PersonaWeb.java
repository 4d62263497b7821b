package dev.analysisjobs.examples.boot;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The web application. */
@SpringBootApplication
public class PersonaWeb {

    public static void main(String[] args) {
        start(args);
    }

    /** Start the application, with an AI service of its own unless {@code spring.ai.openai.base-url} names one. */
    static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(PersonaWeb.class)
                .initializers(new SimulatedAi())
                .run(args);
    }
}

package dev.analysisjobs.spring.testing.app;

import dev.analysisjobs.spring.AnalysisHandler;
import org.springframework.stereotype.Component;

@Component
class Greeter {
    private final Writer writer;

    Greeter(Writer writer) {
        this.writer = writer;
    }

    @AnalysisHandler("greeting")
    Greeting greet(String name) {
        return new Greeting(writer.write(name));
    }
}

package dev.analysisjobs.spring.testing.app;

import org.springframework.stereotype.Component;

/** Fails wherever it is made. */
@Component
class NotForAnalyses {
    NotForAnalyses() {
        throw new IllegalStateException("A slice makes no such bean");
    }
}

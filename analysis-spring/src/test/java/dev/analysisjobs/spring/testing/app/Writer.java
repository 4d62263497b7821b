package dev.analysisjobs.spring.testing.app;

/** What asks the AI service. */
interface Writer {
    String write(String name);
}

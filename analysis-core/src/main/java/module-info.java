/**
 * The rules of analysis jobs, the engine around them and the in-memory store. The stages and the engine itself are not
 * exported.
 */
module dev.analysisjobs.core {
    requires transitive org.jspecify;
    requires java.net.http;
    requires org.slf4j;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;
    requires io.github.resilience4j.timelimiter;
    requires static tools.jackson.databind;
    requires static com.networknt.schema;
    requires static jakarta.validation;

    exports dev.analysisjobs;
    exports dev.analysisjobs.dedup;
    exports dev.analysisjobs.memory;
    exports dev.analysisjobs.model;
    exports dev.analysisjobs.openai;
    exports dev.analysisjobs.port;
    exports dev.analysisjobs.testing;
    exports dev.analysisjobs.validate;
}

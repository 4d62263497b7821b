package dev.analysisjobs.spring.observation;

import java.util.Map;

/** Tells the fields that carry the current trace to another process. */
@FunctionalInterface
interface TraceCapture {
    /** Returns the fields by name; none where there is no trace. */
    Map<String, String> fields();
}

package dev.analysisjobs.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.port.ContextCarrier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CarriedFieldsTest {

    @Test
    void fieldsAreReadAsTheyWereWritten() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        fields.put("tracestate", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");

        assertThat(CarriedFields.read(CarriedFields.write(fields))).isEqualTo(fields);
        assertThat(CarriedFields.write(Map.of())).isNull();
        assertThat(CarriedFields.read(null)).isEmpty();
        assertThat(CarriedFields.read("no field\n=nothing\n")).isEmpty();
    }

    @Test
    void baggageThatDoesNotFitNeverTakesTheTraceAlong() {
        Map<String, String> fields = Map.of("traceparent", "00-1-2-01", "baggage", "b".repeat(ContextCarrier.LIMIT));

        assertThat(CarriedFields.write(fields)).isEqualTo("traceparent=00-1-2-01");
    }
}

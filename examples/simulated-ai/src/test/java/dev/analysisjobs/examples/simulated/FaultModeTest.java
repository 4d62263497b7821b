package dev.analysisjobs.examples.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultModeTest {

    @Test
    void incidentSpoilsFortyThreeOfAHundredCallsByTimeOutOrNullContent() {
        Map<Fault, Integer> drawn = draws(FaultMode.INCIDENT, 7);
        int spoilt = drawn.values().stream().mapToInt(Integer::intValue).sum() - drawn.get(Fault.NONE);

        assertThat(drawn).containsOnlyKeys(Fault.NONE, Fault.HANG_BEFORE_HEADERS, Fault.CONTENT_NULL);
        assertThat(spoilt / 10_000.0).isBetween(0.41, 0.45);
        assertThat(drawn.get(Fault.CONTENT_NULL) / (double) spoilt).isBetween(0.45, 0.55);
    }

    @Test
    void harshDrawsEveryFaultThatHasAShareAndMostCallsAreHealthy() {
        Map<Fault, Integer> drawn = draws(FaultMode.HARSH, 7);
        EnumSet<Fault> wanted = EnumSet.allOf(Fault.class);
        wanted.removeIf(fault -> fault.weight() == 0);

        assertThat(drawn.keySet()).isEqualTo(wanted);
        assertThat(drawn.get(Fault.NONE)).isBetween(5_000, 6_500);
    }

    @Test
    void noneIsHealthy() {
        assertThat(draws(FaultMode.NONE, 7)).containsOnlyKeys(Fault.NONE);
    }

    @Test
    void aFaultDependsOnSeedPersonAndCallAlone() {
        List<Fault> forwards = new ArrayList<>();
        List<Fault> backwards = new ArrayList<>();
        FaultPlan first = FaultMode.HARSH.plan(3);
        FaultPlan second = FaultMode.HARSH.plan(3);
        for (int i = 0; i < 500; i++) {
            forwards.add(first.fault("p" + i, 1 + i % 4));
            backwards.add(0, second.fault("p" + (499 - i), 1 + (499 - i) % 4));
        }

        assertThat(backwards).isEqualTo(forwards);
        assertThat(draws(FaultMode.HARSH, 4)).isNotEqualTo(draws(FaultMode.HARSH, 3));
    }

    private static Map<Fault, Integer> draws(FaultMode mode, long seed) {
        FaultPlan plan = mode.plan(seed);
        Map<Fault, Integer> drawn = new EnumMap<>(Fault.class);
        for (int person = 0; person < 2_500; person++) {
            for (int call = 1; call <= 4; call++) {
                drawn.merge(plan.fault("p" + person, call), 1, Integer::sum);
            }
        }
        return drawn;
    }
}

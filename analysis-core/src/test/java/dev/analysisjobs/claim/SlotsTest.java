package dev.analysisjobs.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotsTest {

    @Test
    void aTypeNeverHasMoreFreeSlotsThanTheNode() {
        Slots slots = new Slots(3, Map.of("a", 3, "b", 2));
        slots.take("a");
        slots.take("a");

        assertThat(slots.free()).isEqualTo(Map.of("a", 1, "b", 1));
        assertThat(slots.freeInAll()).isEqualTo(1);
    }

    @Test
    void aFullTypeIsLeftOutAndComesBackWithItsSlot() {
        Slots slots = new Slots(3, Map.of("a", 1, "b", 2));
        slots.take("a");
        assertThat(slots.free()).isEqualTo(Map.of("b", 2));

        slots.release("a");
        assertThat(slots.free()).isEqualTo(Map.of("a", 1, "b", 2));
    }
}

package dev.analysisjobs.examples.simulated;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** How badly the simulated service behaves. */
public enum FaultMode {
    /** Every call gets a healthy answer. */
    NONE {
        @Override
        Fault draw(SplittableRandom random) {
            return Fault.NONE;
        }
    },
    /** 43 of 100 calls hang or bring null content, as in the incident. */
    INCIDENT {
        @Override
        Fault draw(SplittableRandom random) {
            if (random.nextInt(100) >= 43) {
                return Fault.NONE;
            }
            return random.nextBoolean() ? Fault.HANG_BEFORE_HEADERS : Fault.CONTENT_NULL;
        }
    },
    /** Everything that an AI call can end in. */
    HARSH {
        @Override
        Fault draw(SplittableRandom random) {
            int left = random.nextInt(
                    Stream.of(Fault.values()).mapToInt(Fault::weight).sum());
            for (Fault fault : Fault.values()) {
                left -= fault.weight();
                if (left < 0) {
                    return fault;
                }
            }
            throw new IllegalStateException("the weights changed while drawing");
        }
    };

    abstract Fault draw(SplittableRandom random);

    /** Return the plan of this mode, which depends on seed, person and call alone, never on threads or time. */
    public FaultPlan plan(long seed) {
        return (person, call) -> draw(random(seed, person, call));
    }

    /** Return its word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static SplittableRandom random(long seed, String person, int call) {
        long mixed = new SplittableRandom(seed).nextLong() ^ person.hashCode();
        mixed = new SplittableRandom(mixed).nextLong() + call;
        return new SplittableRandom(mixed);
    }
}

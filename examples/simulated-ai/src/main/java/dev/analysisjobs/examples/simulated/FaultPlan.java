package dev.analysisjobs.examples.simulated;

/** Decide what goes wrong with a call; the same question always gets the same answer. */
@FunctionalInterface
public interface FaultPlan {

    /**
     * Return what goes wrong.
     *
     * @param person whom the call is about
     * @param call which call about that person, from 1
     */
    Fault fault(String person, int call);
}

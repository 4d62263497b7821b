package dev.analysisjobs.jdbc.crash;

import java.time.Duration;
import java.util.List;

/**
 * How a worker runs.
 *
 * @param index which of the plan's workers it is
 * @param pool how many connections it has
 * @param connectionTimeout how long it waits for one
 * @param works false for a node that only submits and looks after leases and deadlines
 */
record WorkerSettings(
        String label,
        int index,
        Plan plan,
        String url,
        int pool,
        Duration connectionTimeout,
        Duration lease,
        Duration sweepInterval,
        boolean works) {

    static WorkerSettings of(int index, Plan plan, String url) {
        return new WorkerSettings(
                "worker-" + index,
                index,
                plan,
                url,
                3,
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofMillis(400),
                true);
    }

    WorkerSettings withPool(int size) {
        return new WorkerSettings(label, index, plan, url, size, connectionTimeout, lease, sweepInterval, works);
    }

    WorkerSettings withLease(Duration value) {
        return new WorkerSettings(label, index, plan, url, pool, connectionTimeout, value, sweepInterval, works);
    }

    WorkerSettings withConnectionTimeout(Duration value) {
        return new WorkerSettings(label, index, plan, url, pool, value, lease, sweepInterval, works);
    }

    /** Returns the settings of a node that submits nothing of its own and works on nothing. */
    WorkerSettings idle() {
        Plan nothing = new Plan(plan.seed(), plan.baseMillis(), plan.workers(), 0, 0, 0, 0);
        return new WorkerSettings("idle", index, nothing, url, pool, connectionTimeout, lease, sweepInterval, false);
    }

    List<String> arguments() {
        return List.of(
                label,
                String.valueOf(index),
                plan.text(),
                url,
                String.valueOf(pool),
                connectionTimeout.toString(),
                lease.toString(),
                sweepInterval.toString(),
                String.valueOf(works));
    }

    static WorkerSettings parse(String[] arguments) {
        return new WorkerSettings(
                arguments[0],
                Integer.parseInt(arguments[1]),
                Plan.parse(arguments[2]),
                arguments[3],
                Integer.parseInt(arguments[4]),
                Duration.parse(arguments[5]),
                Duration.parse(arguments[6]),
                Duration.parse(arguments[7]),
                Boolean.parseBoolean(arguments[8]));
    }
}

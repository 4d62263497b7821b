package dev.analysisjobs.engine;

import dev.analysisjobs.model.AlertRules;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.port.JobListener;
import dev.analysisjobs.port.NoticeSender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an engine runs; checked where it is built.
 *
 * @param label a name for people, part of the node's id
 * @param concurrency slots over all types
 * @param concurrencyPerType slots of single types
 * @param lease how long a lease lives unless renewed
 * @param heartbeat time between renewals
 * @param pollInterval longest time between claims when nobody wakes the poller
 * @param sweepInterval longest time between sweeps
 * @param saveLimit how long an attempt's end is tried to be saved
 * @param shutdownGrace how long a close waits for running attempts
 * @param finishers how many threads save
 * @param virtualThreads whether attempts run on virtual threads where the JVM has them
 * @param sendLimit how long a sender may take for a notice
 * @param maxDeliveries after so many deliveries a notice is parked
 * @param noticeBackoff waits between deliveries
 * @param alerts when alerts are raised; null for never
 * @param senders who gets notices
 * @param listeners who hears of committed changes
 * @param contextCarrier what is carried from submissions to attempts
 */
public record EngineSettings(
        String label,
        int concurrency,
        Map<String, Integer> concurrencyPerType,
        Duration lease,
        Duration heartbeat,
        Duration pollInterval,
        Duration sweepInterval,
        Duration saveLimit,
        Duration shutdownGrace,
        int finishers,
        boolean virtualThreads,
        Duration sendLimit,
        int maxDeliveries,
        Backoff noticeBackoff,
        @Nullable AlertRules alerts,
        List<NoticeSender> senders,
        List<JobListener> listeners,
        ContextCarrier contextCarrier) {}

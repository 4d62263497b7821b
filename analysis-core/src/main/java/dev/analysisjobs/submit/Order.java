package dev.analysisjobs.submit;

import dev.analysisjobs.dedup.DedupPolicy;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.validate.ResultRules;

/**
 * Ask the submit stage for one job.
 *
 * @param job what to store
 * @param policy what to do when the key is held
 * @param rules today's rules, for a stored result that might be reused
 */
public record Order(NewJob job, DedupPolicy policy, ResultRules rules) {}

/**
 * The rules of a job's life as plain values: statuses, the closed transition table, outcomes and failure codes. Pure: no
 * I/O, clock, thread or logger.
 */
@NullMarked
package dev.analysisjobs.model;

import org.jspecify.annotations.NullMarked;

/**
 * The front door: describe an analysis as an {@link dev.analysisjobs.AnalysisType}, answer it with an
 * {@link dev.analysisjobs.Analyzer}, and run it with {@link dev.analysisjobs.AnalysisJobs}.
 */
@NullMarked
package dev.analysisjobs;

import org.jspecify.annotations.NullMarked;

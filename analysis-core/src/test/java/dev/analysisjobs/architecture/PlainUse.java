package dev.analysisjobs.architecture;

import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Submission;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.testing.HandDrivenJobs;
import dev.analysisjobs.validate.ResultRules;

/** What an application does that uses texts only. Loaded by {@link OptionalLibrariesTest} where no optional library is. */
public final class PlainUse {
    private PlainUse() {}

    /** Run a job of plain texts to its end and return its status. */
    public static String runsAJob() throws InterruptedException {
        AnalysisType<String, String> type = AnalysisType.builder("plain", "1", Codecs.text(), Codecs.text())
                .rules(ResultRules.builder().minLength(3).build())
                .build();
        try (HandDrivenJobs driven = HandDrivenJobs.with(
                builder -> builder.handle(type, (input, context) -> Verdict.text("about " + input)))) {
            var job = driven.jobs().submit(Submission.of(type, "anna", "sheet")).job();
            driven.steps().runDue();
            return driven.jobs()
                    .find(job.id())
                    .map(now -> now.status())
                    .orElse(JobStatus.FAILED)
                    .word();
        }
    }

    /** Ask for rules that need each optional library and return what the refusal says. */
    public static String asksForMore() {
        try {
            ResultRules.builder().json().schema("{}").build();
            return "nothing was missing";
        } catch (IllegalArgumentException refused) {
            return refused.getMessage();
        }
    }

    /** Ask for a JSON codec and return what the refusal says. */
    public static String asksForACodec() {
        try {
            Codecs.json(String.class);
            return "nothing was missing";
        } catch (IllegalStateException refused) {
            return refused.getMessage();
        }
    }
}

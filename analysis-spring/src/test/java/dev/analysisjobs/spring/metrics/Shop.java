package dev.analysisjobs.spring.metrics;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Submission;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.spring.AnalysisHandler;
import dev.analysisjobs.spring.AnalysisTypes;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** An app with one handler: it fails what it is told to, and answers the rest. */
public class Shop {

    @AnalysisHandler("shout")
    Verdict<String> shout(String input) {
        return input.startsWith("fail")
                ? Verdict.failed(new Outcome.BadRequest(FailureCode.BAD_REQUEST, "told to fail"))
                : Verdict.value(input + "!");
    }

    public static AnalysisType<String, String> type(ApplicationContext context) {
        return context.getBean(AnalysisTypes.class).get("shout", String.class, String.class);
    }

    public static UUID submit(ApplicationContext context, String subject, String input) {
        return context.getBean(AnalysisJobs.class)
                .submit(Submission.of(type(context), subject, input))
                .job()
                .id();
    }
}

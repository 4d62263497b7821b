package dev.analysisjobs.examples.persona;

import dev.analysisjobs.Ended;
import dev.analysisjobs.examples.persona.ai.AiEndpoint;
import dev.analysisjobs.examples.persona.ai.Profile;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.examples.simulated.FaultMode;
import dev.analysisjobs.model.AnalysisJob;
import java.util.ArrayList;
import java.util.List;

/** Tell people what is about to happen, and what happened. */
final class Summary {
    private static final int REASON_LIMIT = 300;

    private final Screen screen;
    private final Settings settings;

    Summary(Screen screen, Settings settings) {
        this.screen = screen;
        this.settings = settings;
    }

    void begin(int sheets, AiEndpoint ai) {
        screen.line("Sheets:   " + sheets + " from "
                + (settings.input() == null ? "the program's own synthetic people" : settings.input()));
        screen.line("AI:       "
                + (settings.realAi() != null
                        ? ai.toString()
                        : "simulated, at " + ai.completions() + ", faults " + settings.faults() + ", seed "
                                + settings.seed() + " (no real AI is called)"));
        screen.line("Database: " + settings.database());
        screen.line("");
    }

    void end(List<Sheet> sheets, PersonaRun.Done done) {
        screen.line("");
        table(sheets, done.ends());
        example(done.ends());
        figures(done);
        screen.line(
                "Stored in " + settings.database() + ", tables analysis_jobs, analysis_results, analysis_attempts.");
        screen.line("Next:     " + next(done.report()));
    }

    private void table(List<Sheet> sheets, List<Ended<Profile>> ends) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"Person", "Code", "Reason"});
        for (int i = 0; i < ends.size(); i++) {
            AnalysisJob job = ends.get(i).job();
            String person = sheets.get(i).person();
            if (ends.get(i) instanceof Ended.Failed<Profile> failed) {
                rows.add(new String[] {
                    person,
                    failed.failure().code().name(),
                    shown(failed.failure().message())
                });
            } else if (!(ends.get(i) instanceof Ended.Completed)) {
                rows.add(new String[] {person, job.status().word(), "job " + job.id()});
            }
        }
        if (rows.size() == 1) {
            return;
        }
        int person = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
        int code = rows.stream().mapToInt(row -> row[1].length()).max().orElse(0);
        for (String[] row : rows) {
            screen.line(pad(row[0], person) + "  " + pad(row[1], code) + "  " + row[2]);
        }
        screen.line("");
    }

    private void example(List<Ended<Profile>> ends) {
        for (Ended<Profile> end : ends) {
            if (end instanceof Ended.Completed<Profile> completed) {
                Profile profile = completed.answer().value();
                screen.line("One of the profiles, of person " + completed.job().subject() + ": "
                        + shown(profile.headline() + ". " + profile.summary()));
                screen.line("");
                return;
            }
        }
    }

    private void figures(PersonaRun.Done done) {
        RunReport report = done.report();
        screen.line(report.submitted() + " submitted (" + report.reused() + " answered by a stored profile, "
                + report.joined() + " joined a job in flight): " + report.completed() + " completed, "
                + report.failures() + " failed" + (report.failed().isEmpty() ? "" : " " + report.failed()) + ", "
                + report.stuck() + " stuck, " + report.incomplete() + " incomplete");
        screen.line(report.attempts() + " attempts, " + report.aiCalls() + " AI calls, " + report.seconds() + " s"
                + (done.leftOver() == 0
                        ? ""
                        : "; " + done.leftOver() + " other jobs of earlier runs were finished too"));
    }

    private String next(RunReport report) {
        if (!report.isWhole()) {
            return "run it again; jobs that have not ended go on where they are.";
        }
        if (settings.faults() == FaultMode.NONE && settings.realAi() == null) {
            return "run it again, and nobody with a profile is asked for anew; or let the AI fail with --faults incident.";
        }
        return "run it again, and only those without a profile are tried anew"
                + (settings.realAi() == null ? "; with another --seed they meet other faults." : ".");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String shown(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() <= REASON_LIMIT ? line : line.substring(0, REASON_LIMIT) + "...";
    }
}

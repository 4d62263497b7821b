package dev.analysisjobs.examples.persona;

import dev.analysisjobs.examples.persona.sheets.SheetReader;
import dev.analysisjobs.examples.simulated.FaultMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line, as it was typed. */
@Command(
        name = "persona",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Reads answer sheets of a Big Five questionnaire, scores them, asks an AI service for a written profile of each "
                    + "person and stores it. Every person ends with a complete profile or with a reason why there is none.",
            "",
            "Without --ai-url it starts a simulated AI service of its own on this machine; no real AI is called then."
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Environment: PERSONA_AI_KEY, the key for --ai-url; PERSONA_DB_PASSWORD, the password for --db.",
            "",
            "What the library logs goes to persona-demo.log in the working folder.",
            "",
            "Exit status: 0 every job ended, completed or failed with a reason; 1 some did not; 2 bad options, files or "
                    + "database; 137 halted by --crash-after."
        })
final class Options {
    static final String DEFAULT_MODEL = "gpt-4o-mini";
    static final int MOST_CONCURRENCY = 256;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "Answer sheets as CSV with columns rownames, A1-A5, C1-C5, E1-E5, N1-N5, O1-O5; default: a few "
                            + "synthetic sheets of the program's own.")
    @Nullable
    Path input;

    @Option(
            names = "--db",
            paramLabel = "JDBC-URL",
            description =
                    "Where jobs and profiles are stored: jdbc:postgresql:, jdbc:mariadb: or jdbc:h2:; default: an H2 file "
                            + "persona-demo.mv.db in the working folder.")
    @Nullable
    String db;

    @Option(names = "--db-user", paramLabel = "NAME", description = "The database user, unless it stands in the URL.")
    @Nullable
    String dbUser;

    @Option(names = "--people", paramLabel = "N", description = "Take only the first N sheets.")
    int people = SheetReader.MOST;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Which faults meet whom: the same seed, the same faults; default: ${DEFAULT-VALUE}.")
    long seed = 1;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description =
                    "How many people are analysed at once, 1 to " + MOST_CONCURRENCY + "; default: ${DEFAULT-VALUE}.")
    int concurrency = 16;

    @Option(
            names = "--crash-after",
            paramLabel = "N",
            description = "Halt the JVM hard after N AI answers, to see how the next run recovers.")
    @Nullable
    Long crashAfter;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the figures of the run as JSON.")
    @Nullable
    Path report;

    @Option(
            names = "--faults",
            paramLabel = "none|incident|harsh",
            description =
                    "How the simulated AI service misbehaves: not at all; 43 of 100 calls hang or bring null content; "
                            + "everything that an AI call can end in. Default: none.")
    @Nullable
    FaultMode faults;

    @Option(
            names = "--ai-url",
            paramLabel = "URL",
            description = "A real AI service: the base URL of an OpenAI-compatible API.")
    @Nullable
    String aiUrl;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model to ask at --ai-url; default: " + DEFAULT_MODEL + ".")
    @Nullable
    String model;

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    boolean help;
}

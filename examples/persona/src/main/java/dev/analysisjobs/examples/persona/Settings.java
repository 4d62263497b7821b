package dev.analysisjobs.examples.persona;

import dev.analysisjobs.examples.persona.ai.AiEndpoint;
import dev.analysisjobs.examples.persona.ai.Pace;
import dev.analysisjobs.examples.simulated.FaultMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, checked.
 *
 * @param input null for the built-in sheets
 * @param people how many sheets at most
 * @param concurrency how many people at once
 * @param crashAfter halt after so many AI answers; 0 never
 * @param report null for none
 * @param faults of the simulated service
 * @param seed of the faults
 * @param realAi null for the simulated service
 * @param database where to store
 */
record Settings(
        @Nullable Path input,
        int people,
        int concurrency,
        long crashAfter,
        @Nullable Path report,
        FaultMode faults,
        long seed,
        @Nullable AiEndpoint realAi,
        Database.Address database) {
    private static final String KEY = "PERSONA_AI_KEY";
    private static final String PASSWORD = "PERSONA_DB_PASSWORD";
    private static final int MODEL_LIMIT = 80;

    /**
     * Check options.
     *
     * @throws Refusal naming every fault
     */
    static Settings of(Options options, Map<String, String> environment) throws Refusal {
        List<String> faults = new ArrayList<>();
        between(faults, "--people", options.people, 1, Integer.MAX_VALUE);
        between(faults, "--concurrency", options.concurrency, 1, Options.MOST_CONCURRENCY);
        if (options.crashAfter != null) {
            between(faults, "--crash-after", options.crashAfter, 1, Integer.MAX_VALUE);
        }
        if (options.report != null) {
            writable(faults, options.report);
        }
        AiEndpoint realAi = realAi(faults, options, environment.get(KEY));
        Database.Address database = Database.Address.of(options.db, options.dbUser, environment.get(PASSWORD), faults);
        if (!faults.isEmpty()) {
            throw new Refusal(faults);
        }
        return new Settings(
                options.input,
                options.people,
                options.concurrency,
                Optional.ofNullable(options.crashAfter).orElse(0L),
                options.report,
                options.faults == null ? FaultMode.NONE : options.faults,
                options.seed,
                realAi,
                database);
    }

    private static @Nullable AiEndpoint realAi(List<String> faults, Options options, @Nullable String key) {
        if (options.aiUrl == null) {
            if (options.model != null) {
                faults.add("--model goes with --ai-url; the simulated AI service has one model alone");
            }
            return null;
        }
        if (options.faults != null && options.faults != FaultMode.NONE) {
            faults.add("--faults " + options.faults + " is for the simulated AI service; it cannot go with --ai-url");
        }
        String model = options.model == null ? Options.DEFAULT_MODEL : options.model.strip();
        if (model.isEmpty() || model.length() > MODEL_LIMIT || model.matches(".*\\p{Cntrl}.*")) {
            faults.add("--model '" + model.replaceAll("\\p{Cntrl}", "?") + "' is not a name of 1 to " + MODEL_LIMIT
                    + " characters");
        }
        try {
            return new AiEndpoint(
                    AiEndpoint.completions(options.aiUrl),
                    model,
                    key == null || key.isBlank() ? null : key.strip(),
                    Pace.REAL);
        } catch (IllegalArgumentException fault) {
            faults.add(fault.getMessage());
            return null;
        }
    }

    private static void between(List<String> faults, String option, long value, long least, long most) {
        if (value < least || value > most) {
            faults.add(option + " is " + value + ", it must be "
                    + (most == Integer.MAX_VALUE ? "at least " + least : "between " + least + " and " + most));
        }
    }

    private static void writable(List<String> faults, Path report) {
        Path folder = report.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            faults.add("--report " + report + ": there is no folder " + folder);
        } else if (Files.isDirectory(report)) {
            faults.add("--report " + report + ": it is a folder");
        } else if (!Files.isWritable(Files.exists(report) ? report : folder)) {
            faults.add("--report " + report + ": no permission to write it");
        }
    }
}

package dev.analysisjobs.examples.persona;

import dev.analysisjobs.examples.persona.ai.AiCalls;
import dev.analysisjobs.examples.persona.ai.AiEndpoint;
import dev.analysisjobs.examples.persona.ai.Pace;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.examples.persona.sheets.SheetException;
import dev.analysisjobs.examples.persona.sheets.SheetReader;
import dev.analysisjobs.examples.simulated.SimulatedAiService;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program: from the command line to the exit status. */
public final class PersonaApp {
    /** Every job ended. */
    static final int ENDED = 0;
    /** Some job did not end, or the run broke off. */
    static final int NOT_ENDED = 1;
    /** The program did not start because of what it was given. */
    static final int REFUSED = 2;
    /** Halted on purpose; what a process reports that was killed by signal 9. */
    static final int HALTED = 137;

    private final PrintStream out;
    private final PrintStream err;
    private final Screen screen;
    private final Map<String, String> environment;

    PersonaApp(PrintStream out, PrintStream err, boolean live, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.screen = new Screen(out, live);
        this.environment = environment;
    }

    /** Run the program. */
    public static void main(String[] args) {
        boolean live = Screen.isTerminal() || Boolean.getBoolean("persona.live");
        System.exit(new PersonaApp(System.out, System.err, live, System.getenv()).run(args));
    }

    int run(String... args) {
        try {
            Options options = new Options();
            CommandLine line = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
            parse(line, args);
            if (options.help) {
                line.usage(out);
                return ENDED;
            }
            return run(Settings.of(options, environment));
        } catch (Refusal refusal) {
            refusal.lines().forEach(this::complain);
            return REFUSED;
        } catch (IOException | RuntimeException failure) {
            complain("broke off: " + failure);
            return NOT_ENDED;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return NOT_ENDED;
        }
    }

    private static void parse(CommandLine line, String... args) throws Refusal {
        try {
            line.parseArgs(args);
        } catch (ParameterException fault) {
            throw new Refusal(fault.getMessage() + " (--help shows the options)");
        }
    }

    private int run(Settings settings) throws Refusal, IOException, InterruptedException {
        List<Sheet> sheets = sheets(settings);
        AiEndpoint realAi = settings.realAi();
        try (Database database = Database.open(settings.database());
                SimulatedAiService simulated = realAi == null ? simulated(settings) : null) {
            AiEndpoint ai = realAi != null ? realAi : endpoint(simulated);
            Summary summary = new Summary(screen, settings);
            summary.begin(sheets.size(), ai);
            PersonaRun run = new PersonaRun(settings, ai, new AiCalls(number -> crash(settings, number)), screen);
            PersonaRun.Done done = run.analyse(sheets, database);
            summary.end(sheets, done);
            if (settings.report() != null) {
                done.report().write(settings.report());
            }
            return done.report().isWhole() ? ENDED : NOT_ENDED;
        }
    }

    private static List<Sheet> sheets(Settings settings) throws Refusal {
        try {
            return settings.input() == null
                    ? SheetReader.builtIn(settings.people())
                    : SheetReader.read(settings.input(), settings.people());
        } catch (SheetException unusable) {
            throw new Refusal(unusable.faults());
        }
    }

    private static SimulatedAiService simulated(Settings settings) throws IOException {
        return SimulatedAiService.start(settings.faults().plan(settings.seed()));
    }

    private static AiEndpoint endpoint(@Nullable SimulatedAiService simulated) {
        if (simulated == null) {
            throw new IllegalStateException("neither a real nor a simulated AI service");
        }
        return new AiEndpoint(
                AiEndpoint.completions(simulated.url().toString()), SimulatedAiService.MODEL, null, Pace.SIMULATED);
    }

    /** Halt as a power cut would: no shutdown hook, no finally, nothing is put back or closed. */
    private void crash(Settings settings, long answers) {
        if (answers == settings.crashAfter()) {
            screen.line("Halted after " + answers
                    + " AI answers, as --crash-after says. Run it again without --crash-after:"
                    + " the rest is finished once the leases of this run are over.");
            Runtime.getRuntime().halt(HALTED);
        }
    }

    private void complain(String line) {
        err.println("persona: " + line.replaceAll("\\s+", " "));
        err.flush();
    }
}

package dev.analysisjobs.jdbc.crash;

import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.Outcome;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the analyser does with an input, written into the input itself, so that everybody knows the one right end of its job.
 *
 * @param number tells inputs apart
 * @param millis how long each call takes
 * @param failures how many calls fail before one does not
 * @param ending what the last call does
 */
record Script(int number, int millis, int failures, Ending ending) {

    enum Ending {
        ANSWER,
        REFUSE,
        HALT
    }

    static Script parse(String input) {
        String[] words = input.split(" ");
        return new Script(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Ending.valueOf(words[3].toUpperCase(Locale.ROOT)));
    }

    String input() {
        return number + " " + millis + " " + failures + " " + ending.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the only right answer. */
    String answer() {
        return "The answer to " + input() + " is " + Integer.toHexString(input().hashCode());
    }

    /** Does what the script says in one attempt. */
    Verdict<String> play(int attempt) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
        if (attempt <= failures) {
            return Verdict.failed(new Outcome.Transport("call " + attempt + " fails"));
        }
        return switch (ending) {
            case ANSWER -> Verdict.text(answer());
            case REFUSE -> Verdict.failed(new Outcome.Refused("never"));
            case HALT -> {
                Runtime.getRuntime().halt(WorkerMain.HALTED);
                throw new IllegalStateException("halted");
            }
        };
    }
}

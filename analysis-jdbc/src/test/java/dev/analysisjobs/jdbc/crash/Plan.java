package dev.analysisjobs.jdbc.crash;

import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Submission;
import dev.analysisjobs.dedup.Finished;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.port.Codecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The work of a run, made from its seed: the same in the test and in every worker. Each worker submits its own jobs under ids
 * that are known beforehand; the shared ones are submitted by all of them at once.
 *
 * @param baseMillis the time in the jobs' ids
 * @param skewMinutes how far apart the times in the ids of the workers' jobs are
 * @param poison how many inputs halt the JVM that works on them
 */
record Plan(long seed, long baseMillis, int workers, int jobs, int shared, int skewMinutes, int poison) {
    static final AnalysisType<String, String> WORK = type("crash.work", 40, Finished.alwaysNew());
    static final AnalysisType<String, String> SHARED =
            type("crash.shared", 40, Finished.reuseIfComplete(Duration.ofHours(1)));
    static final AnalysisType<String, String> POISON = type("crash.poison", 3, Finished.alwaysNew());
    static final List<AnalysisType<String, String>> TYPES = List.of(WORK, SHARED, POISON);

    static Plan of(long seed, int workers, int jobs) {
        return new Plan(seed, System.currentTimeMillis(), workers, jobs, 20, 0, 0);
    }

    Plan withSkew(int minutes) {
        return new Plan(seed, baseMillis, workers, jobs, shared, minutes, poison);
    }

    Plan withPoison(int inputs) {
        return new Plan(seed, baseMillis, workers, jobs, shared, skewMinutes, inputs);
    }

    String text() {
        return seed + "/" + baseMillis + "/" + workers + "/" + jobs + "/" + shared + "/" + skewMinutes + "/" + poison;
    }

    static Plan parse(String text) {
        String[] parts = text.split("/");
        return new Plan(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Integer.parseInt(parts[5]),
                Integer.parseInt(parts[6]));
    }

    /** Returns how many jobs there are in the end. */
    int total() {
        return jobs + shared + poison;
    }

    /** Returns the jobs that a worker submits under their ids. */
    List<Submission<String, String>> own(int worker) {
        Random random = new Random(seed);
        List<Submission<String, String>> own = new ArrayList<>();
        for (int i = 0; i < jobs + poison; i++) {
            UUID id = id(random, i);
            Script script = i < jobs ? script(random, i) : new Script(i, 20, 0, Script.Ending.HALT);
            if (i % workers == worker) {
                own.add(Submission.of(i < jobs ? WORK : POISON, "person-" + i, script.input())
                        .withId(id)
                        .withPriority(i < jobs ? 0 : 1));
            }
        }
        return own;
    }

    List<Submission<String, String>> common() {
        List<Submission<String, String>> all = new ArrayList<>();
        for (int i = 0; i < shared; i++) {
            Script script = new Script(i, 50, i % 3, Script.Ending.ANSWER);
            all.add(Submission.of(SHARED, "everybody", script.input()));
        }
        return all;
    }

    /** Mostly quick calls, some slow ones, some that fail a few times, some that fail for good. */
    private static Script script(Random random, int number) {
        int millis = random.nextInt(100) < 85 ? 20 + random.nextInt(150) : 400 + random.nextInt(600);
        int failures = random.nextInt(100) < 85 ? 0 : 1 + random.nextInt(2);
        return new Script(
                number, millis, failures, random.nextInt(100) < 94 ? Script.Ending.ANSWER : Script.Ending.REFUSE);
    }

    /** An id of version 7 as a node makes it whose clock is off. */
    private UUID id(Random random, int number) {
        int minutes = (number % workers - workers / 2) * skewMinutes;
        long time = baseMillis + Duration.ofMinutes(minutes).toMillis();
        return new UUID(
                time << 16 | 0x7000L | random.nextInt(0x1000), random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 1L << 63);
    }

    private static AnalysisType<String, String> type(String name, int maxAttempts, Finished finished) {
        return AnalysisType.builder(name, "1", Codecs.text(), Codecs.text())
                .timeLimit(Duration.ofSeconds(10))
                .maxAttempts(maxAttempts)
                .backoff(new Backoff(Duration.ofMillis(20), 2, Duration.ofMillis(300)))
                .maxAge(Duration.ofMinutes(10))
                .callTries(1, Duration.ofMillis(1))
                .finished(finished)
                .build();
    }
}

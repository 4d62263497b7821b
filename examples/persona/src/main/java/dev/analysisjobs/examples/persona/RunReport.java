package dev.analysisjobs.examples.persona;

import dev.analysisjobs.Ended;
import dev.analysisjobs.SubmitResult;
import dev.analysisjobs.examples.persona.ai.Profile;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of a run. Submitted = completed + all that failed + stuck + incomplete.
 *
 * @param submitted sheets handed to the library
 * @param completed people with a complete profile, reused ones included
 * @param failed people without one, by the code of the reason
 * @param stuck jobs that the store shows as not ended when the run is over
 * @param incomplete jobs that the store shows as completed with a result that does not pass today's rules
 * @param joined submissions that met a job in flight
 * @param reused submissions that were answered by a stored profile
 * @param attempts attempts charged to the jobs that were not reused
 * @param aiCalls HTTP calls to the AI service
 * @param seconds from the first submission to the last end
 */
record RunReport(
        int submitted,
        int completed,
        Map<String, Integer> failed,
        int stuck,
        int incomplete,
        int joined,
        int reused,
        long attempts,
        long aiCalls,
        double seconds) {

    /** Count the ends that were read from the store. */
    static RunReport of(
            List<SubmitResult<Profile>> submissions, List<Ended<Profile>> ends, long aiCalls, double seconds) {
        Map<String, Integer> failed = new TreeMap<>();
        int completed = 0;
        int stuck = 0;
        int incomplete = 0;
        int joined = 0;
        int reused = 0;
        Map<UUID, Integer> attempts = new HashMap<>();
        for (SubmitResult<Profile> submission : submissions) {
            joined += submission instanceof SubmitResult.Joined ? 1 : 0;
            reused += submission instanceof SubmitResult.Reused ? 1 : 0;
        }
        for (int i = 0; i < ends.size(); i++) {
            AnalysisJob job = ends.get(i).job();
            attempts.put(job.id(), submissions.get(i) instanceof SubmitResult.Reused ? 0 : job.attempts());
            if (ends.get(i) instanceof Ended.Completed) {
                completed++;
            } else if (ends.get(i) instanceof Ended.NotYet) {
                stuck++;
            } else if (job.status() == JobStatus.COMPLETED) {
                incomplete++;
            } else {
                failed.merge(job.reason().map(why -> why.code().name()).orElse("CANCELLED"), 1, Integer::sum);
            }
        }
        return new RunReport(
                submissions.size(),
                completed,
                failed,
                stuck,
                incomplete,
                joined,
                reused,
                attempts.values().stream().mapToInt(Integer::intValue).sum(),
                aiCalls,
                seconds);
    }

    int failures() {
        return failed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Return whether every job ended, and every completed one with a complete result. */
    boolean isWhole() {
        return stuck == 0 && incomplete == 0;
    }

    void write(Path file) throws IOException {
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(file, json.writeValueAsString(this) + System.lineSeparator());
    }
}

package dev.analysisjobs.jdbc.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisJobsBuilder;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Analyzer;
import dev.analysisjobs.Submission;
import dev.analysisjobs.jdbc.JdbcJobStore;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.JobListener.Event;
import dev.analysisjobs.port.NoticeSender;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One node in a JVM of its own. It submits its part of the plan, works until its input ends, and tells by lines what it does:
 * a line that is out stays out, however the JVM dies. Its log goes to the error stream.
 */
final class WorkerMain {
    static final int HALTED = 113;

    /** The log would drown the rest. */
    private static final NoticeSender NOBODY = new NoticeSender() {
        @Override
        public String name() {
            return "nobody";
        }

        @Override
        public void send(Notice notice) {}
    };

    private final WorkerSettings settings;
    private final CountDownLatch end = new CountDownLatch(1);

    private WorkerMain(WorkerSettings settings) {
        this.settings = settings;
    }

    public static void main(String[] args) throws Exception {
        new WorkerMain(WorkerSettings.parse(args)).run();
    }

    private void run() throws Exception {
        Thread work = new Thread(this::work, "worker");
        work.setDaemon(true);
        work.start();
        while (System.in.read() >= 0) {
            // Only the end counts.
        }
        end.countDown();
        work.join(Duration.ofSeconds(30).toMillis());
        System.exit(work.isAlive() ? 1 : 0);
    }

    private void work() {
        try (HikariDataSource pool = pool();
                AnalysisJobs jobs = node(store(pool))) {
            jobs.start();
            say("READY");
            submit(jobs);
            say("SUBMITTED");
            end.await();
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        } catch (Throwable fatal) {
            fatal.printStackTrace();
            say("DIED " + fatal);
            System.exit(2);
        }
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setMaximumPoolSize(settings.pool());
        config.setConnectionTimeout(settings.connectionTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Several workers start at once, so this also shows that they do not hinder each other in making the tables. */
    private JdbcJobStore store(HikariDataSource pool) {
        return again(
                "build",
                () -> JdbcJobStore.builder(pool)
                        .statementTimeout(Duration.ofSeconds(5))
                        .build());
    }

    private AnalysisJobs node(JdbcJobStore store) {
        AnalysisJobsBuilder builder = AnalysisJobs.builder(store)
                .nodeLabel(settings.label())
                .concurrency(4)
                .lease(settings.lease())
                .heartbeat(settings.lease().dividedBy(4))
                .pollInterval(Duration.ofMillis(100))
                .sweepInterval(settings.sweepInterval())
                .saveLimit(Duration.ofMinutes(2))
                .shutdownGrace(Duration.ofSeconds(10))
                .noticeSender(NOBODY)
                .listener(event -> {
                    if (event instanceof Event.Fenced fenced) {
                        say("FENCED", fenced.job().id(), fenced.job().attempts());
                    }
                });
        for (AnalysisType<String, String> type : Plan.TYPES) {
            if (settings.works()) {
                builder.handle(type, analyzer());
            } else {
                builder.submitOnly(type);
            }
        }
        return builder.build();
    }

    private static Analyzer<String, String> analyzer() {
        return (input, context) -> {
            say("CALL", context.jobId(), context.attempt());
            var verdict = Script.parse(input).play(context.attempt());
            say("ANSWER", context.jobId(), context.attempt());
            return verdict;
        };
    }

    /** Submits everything, again and again where the answer was lost: ids and keys make that harmless. */
    private void submit(AnalysisJobs jobs) {
        List<Submission<String, String>> own = settings.plan().own(settings.index());
        List<Submission<String, String>> shared = settings.plan().common();
        for (int i = 0; i < Math.max(own.size(), shared.size()); i += 10) {
            List<Submission<String, String>> some = slice(own, i);
            again("submit", () -> jobs.submitAll(some));
            some.forEach(one -> say("STORED", one.id().orElseThrow(), 0));
            for (Submission<String, String> one : slice(shared, i)) {
                again("submit", () -> jobs.submit(one));
            }
        }
    }

    private static <T> List<T> slice(List<T> list, int from) {
        return list.subList(Math.min(from, list.size()), Math.min(from + 10, list.size()));
    }

    private interface Work<T> {
        T run();
    }

    private <T> T again(String what, Work<T> work) {
        while (true) {
            try {
                return work.run();
            } catch (StoreException failed) {
                System.err.println(
                        what + ": " + failed.kind() + " " + failed.getMessage() + " because of " + failed.getCause());
                if (end.getCount() == 0 || failed.kind() == StoreException.Kind.REFUSED) {
                    throw failed;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static void say(String word, Object jobId, int attempt) {
        say(word + " " + jobId + " " + attempt);
    }

    /** The dot shows that the line is whole. */
    private static void say(String line) {
        System.out.println(line + " .");
    }
}

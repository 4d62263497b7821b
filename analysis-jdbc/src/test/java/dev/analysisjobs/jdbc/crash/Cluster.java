package dev.analysisjobs.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.contract.StoreRows;
import dev.analysisjobs.jdbc.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Workers on one space of a server, with a network between them and a view of everything. */
final class Cluster implements AutoCloseable {
    private static final AtomicInteger SPACES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Server server;
    private final Plan plan;
    private final String space;
    private final Proxy proxy;
    private final Path logs;
    private final Worker[] workers;
    private final List<Worker> all = new ArrayList<>();

    Cluster(CrashDatabase database, Plan plan) throws Exception {
        this.server = database.server();
        this.plan = plan;
        space = "crash" + SPACES.incrementAndGet();
        server.create(space);
        proxy = new Proxy(server.port(), server.wires());
        logs = Files.createTempDirectory("crash-workers");
        workers = new Worker[plan.workers()];
        System.out.println(database + " " + space + ": " + plan.jobs() + " jobs, -Dcrash.seed=" + plan.seed());
    }

    Server server() {
        return server;
    }

    Proxy proxy() {
        return proxy;
    }

    Plan plan() {
        return plan;
    }

    Worker worker(int index) {
        return workers[index];
    }

    WorkerSettings settings(int index) {
        return WorkerSettings.of(index, plan, server.url(proxy.port(), space));
    }

    /** Starts the plan's workers. */
    void start() {
        for (int i = 0; i < workers.length; i++) {
            start(settings(i));
        }
    }

    /** Starts a worker in the place of the one before it. */
    void start(WorkerSettings settings) {
        Worker worker = beside(settings);
        workers[settings.index()] = worker;
    }

    /** Starts a worker beside those of the plan. */
    Worker beside(WorkerSettings settings) {
        Worker worker = new Worker(settings, logs.resolve(settings.label() + "-" + all.size() + ".log"));
        all.add(worker);
        return worker;
    }

    /** Returns what all workers that ever lived said that begins with a word. */
    List<Saying> said(String word) {
        return all.stream()
                .flatMap(worker -> worker.said(word).stream())
                .map(Saying::parse)
                .toList();
    }

    /** Waits until the analysers of all workers were called so often. */
    void awaitCalls(int count) {
        await(count + " calls", () -> said("CALL").size() >= count);
    }

    /** Waits until everything is submitted and ended. */
    void awaitEnd() {
        await("everybody to have submitted", this::isSubmitted);
        await("all jobs to end", this::isEnded);
    }

    boolean isSubmitted() {
        return Arrays.stream(workers)
                .noneMatch(worker -> worker.said("SUBMITTED").isEmpty());
    }

    boolean isEnded() {
        return count("status IN ('pending', 'processing')") == 0;
    }

    /** Returns how many jobs meet a condition. */
    int count(String condition) {
        return this.<Integer>query("SELECT COUNT(*) FROM analysis_jobs WHERE " + condition, row -> row.getInt(1))
                .get(0);
    }

    StoreRows rows() {
        return new StoredRows(server.instants()).read(this::query);
    }

    <T> List<T> query(String sql, StoredRows.RowReader<T> reader) {
        try (Connection connection = server.connect(space);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> made = new ArrayList<>();
            while (rows.next()) {
                made.add(reader.read(rows));
            }
            return made;
        } catch (SQLException error) {
            throw new IllegalStateException(sql, error);
        }
    }

    /** Lets a fault last: its length is part of the fault, nothing is waited for. */
    static void last(Duration length) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
    }

    /** Waits for a condition; the deadline is only there to end a test that fails, with all that is known. */
    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            for (Worker worker : workers) {
                if (worker != null && !worker.said("DIED").isEmpty()) {
                    throw new AssertionError("A worker gave up while the test waited for " + what + diagnosis());
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain for " + what + diagnosis());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Ends the workers as an application would, then checks all that is left of the run. */
    FinalCheck finish() throws Exception {
        awaitEnd();
        for (Worker worker : all) {
            if (worker.isAlive()) {
                worker.close();
            }
        }
        FinalCheck check = new FinalCheck(plan, rows(), said("CALL"), said("STORED"));
        assertThat(check.faults()).as("faults%s", diagnosis()).isEmpty();
        return check;
    }

    String diagnosis() {
        StringBuilder told = new StringBuilder("\n-Dcrash.seed=" + plan.seed() + "\n");
        try {
            query(
                            "SELECT * FROM analysis_jobs WHERE status IN ('pending', 'processing') ORDER BY job_id",
                            row -> String.format(
                                    Locale.ROOT,
                                    "%s %s %s attempts=%d token=%d run_at=%s lease=%s until %s",
                                    row.getString("job_id"),
                                    row.getString("analysis_type"),
                                    row.getString("status"),
                                    row.getInt("attempts"),
                                    row.getLong("lease_token"),
                                    row.getString("run_at"),
                                    row.getString("lease_owner"),
                                    row.getString("lease_until")))
                    .stream()
                    .limit(30)
                    .forEach(line -> told.append(line).append('\n'));
        } catch (RuntimeException unreadable) {
            told.append("the database cannot be read: ").append(unreadable).append('\n');
        }
        all.forEach(worker -> told.append(worker.tail()));
        return told.toString();
    }

    @Override
    public void close() throws Exception {
        for (Worker worker : all) {
            worker.kill();
        }
        proxy.close();
        try (var files = Files.list(logs)) {
            files.forEach(file -> file.toFile().delete());
        } catch (IOException ignored) {
            // Temporary files may stay behind.
        }
        logs.toFile().delete();
    }
}

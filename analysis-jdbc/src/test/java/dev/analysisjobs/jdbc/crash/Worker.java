package dev.analysisjobs.jdbc.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker's process, from outside. */
final class Worker {
    private final WorkerSettings settings;
    private final Path log;
    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();

    Worker(WorkerSettings settings, Path log) {
        this.settings = settings;
        this.log = log;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.logFile=System.err",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName()));
        command.addAll(settings.arguments());
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        reader = new Thread(this::read, "reads-" + settings.label());
        reader.setDaemon(true);
        reader.start();
    }

    WorkerSettings settings() {
        return settings;
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.endsWith(" .")) {
                    synchronized (lines) {
                        lines.add(line.substring(0, line.length() - 2));
                    }
                }
            }
        } catch (IOException ended) {
            // A killed process may break its pipe.
        }
    }

    /** Returns what it said so far that begins with a word. */
    List<String> said(String word) {
        synchronized (lines) {
            return lines.stream()
                    .filter(line -> line.equals(word) || line.startsWith(word + " "))
                    .toList();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exit() {
        return process.exitValue();
    }

    /** Kills it as a power cut would: nothing of it runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitDeath();
    }

    /** Waits for it to be dead and for its last words to be read. */
    int awaitDeath() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError(settings.label() + " does not die\n" + tail());
        }
        reader.join(TimeUnit.SECONDS.toMillis(30));
        return process.exitValue();
    }

    void freeze() throws Exception {
        signal("-STOP");
    }

    void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", name, String.valueOf(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("kill " + name + " failed");
        }
    }

    /** Has it end as an application ends. */
    void close() throws Exception {
        process.getOutputStream().close();
        int exit = awaitDeath();
        if (exit != 0) {
            throw new AssertionError(settings.label() + " ended with " + exit + "\n" + tail());
        }
    }

    /** Returns the end of its log. */
    String tail() {
        try {
            List<String> all = Files.readAllLines(log, StandardCharsets.UTF_8);
            List<String> said;
            synchronized (lines) {
                said = List.copyOf(lines);
            }
            return "---- " + settings.label() + (process.isAlive() ? " (alive)" : " (dead)") + ", last log:\n"
                    + String.join("\n", all.subList(Math.max(0, all.size() - 60), all.size())) + "\nlast words: "
                    + said.subList(Math.max(0, said.size() - 5), said.size()) + "\n";
        } catch (IOException error) {
            return "no log: " + error;
        }
    }
}

package dev.analysisjobs.examples.persona;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program with its streams caught. */
final class Program {
    private final Path folder;
    private final String url;
    private final Map<String, String> environment;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** A program whose database and report are in a folder. */
    Program(Path folder) {
        this(folder, "jdbc:h2:" + folder.resolve("jobs"), Map.of());
    }

    Program(Path folder, String url, Map<String, String> environment) {
        this.folder = folder;
        this.url = url;
        this.environment = environment;
    }

    /** Run with the folder's database and report. */
    int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--db", url, "--report", reportFile().toString()));
        return runAsIs(all.toArray(String[]::new));
    }

    int runAsIs(String... args) {
        return new PersonaApp(stream(out), stream(err), false, environment).run(args);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    String url() {
        return url;
    }

    Path reportFile() {
        return folder.resolve("report.json");
    }

    JsonNode report() {
        try {
            return JsonMapper.shared().readTree(Files.readString(reportFile()));
        } catch (IOException missing) {
            throw new AssertionError("no report; the program said: " + out() + err(), missing);
        }
    }

    int count(String rows) {
        try (Connection connection = url.startsWith("jdbc:h2")
                        ? DriverManager.getConnection(url, "sa", "")
                        : DriverManager.getConnection(url);
                ResultSet result = connection.createStatement().executeQuery("select count(*) from " + rows)) {
            result.next();
            return result.getInt(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}

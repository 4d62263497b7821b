package dev.analysisjobs.examples.persona;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database and its connection pool. */
final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 6;
    private static final int PATIENCE_SECONDS = 10;

    /**
     * How to get there.
     *
     * @param url the JDBC URL
     * @param login user and password, as far as they are not in the URL
     */
    record Address(String url, Properties login) {
        private static final String FILE = "persona-demo";
        // Written at each commit, so that not even a killed JVM loses what was committed; closed by the pool, not by a
        // hook
        // that runs beside the shutdown of the engine.
        private static final String DEFAULT = "jdbc:h2:./" + FILE + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

        static Address of(@Nullable String url, @Nullable String user, @Nullable String password, List<String> faults) {
            String place = url == null ? DEFAULT : url.strip();
            boolean h2 = place.startsWith("jdbc:h2:");
            if (!h2 && !place.startsWith("jdbc:postgresql:")) {
                faults.add("--db '" + masked(place) + "' is neither a jdbc:h2: nor a jdbc:postgresql: URL");
            }
            Properties login = new Properties();
            boolean named = place.toLowerCase(Locale.ROOT).matches(".*[?&;]user=.*");
            if (user != null || (h2 && !named)) {
                login.setProperty("user", user == null ? "sa" : user);
            }
            if (password != null) {
                login.setProperty("password", password);
            }
            return new Address(place, login);
        }

        /** Return where the data is, for people; no password. */
        @Override
        public String toString() {
            return url.equals(DEFAULT)
                    ? "H2 file " + Path.of(FILE + ".mv.db").toAbsolutePath().normalize()
                    : masked(url);
        }
    }

    private final Address address;
    private final HikariDataSource pool;

    private Database(Address address, HikariDataSource pool) {
        this.address = address;
        this.pool = pool;
    }

    /**
     * Connect.
     *
     * @throws Refusal when the database cannot be reached
     */
    static Database open(Address address) throws Refusal {
        // A plain connection first: its error says what is wrong, the pool's says that it waited in vain.
        DriverManager.setLoginTimeout(PATIENCE_SECONDS);
        try (Connection tried = DriverManager.getConnection(address.url(), address.login())) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(address.url());
            config.setDataSourceProperties(address.login());
            config.setMaximumPoolSize(CONNECTIONS);
            config.setConnectionTimeout(PATIENCE_SECONDS * 1_000L);
            config.setPoolName("persona");
            return new Database(address, new HikariDataSource(config));
        } catch (SQLException | RuntimeException failure) {
            throw refusal(address, failure);
        }
    }

    /** Say in one line, without a password, that this database does not work. */
    static Refusal refusal(Address address, Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String why = root == failure ? "" : " (" + root.getMessage() + ")";
        return new Refusal(
                "--db " + address + ": " + masked(failure.getMessage() + why).replaceAll("\\s+", " "));
    }

    DataSource dataSource() {
        return pool;
    }

    Address address() {
        return address;
    }

    @Override
    public void close() {
        pool.close();
    }

    private static String masked(String text) {
        return text.replaceAll("(?i)(password=)[^;&\\s]*", "$1***");
    }
}

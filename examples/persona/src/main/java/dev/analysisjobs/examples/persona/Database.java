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
     * @param login user, password and settings, as far as they are not in the URL
     */
    record Address(String url, Properties login) {
        private static final String FILE = "persona-demo";
        private static final String DEFAULT = "jdbc:h2:./" + FILE;

        static Address of(@Nullable String url, @Nullable String user, @Nullable String password, List<String> faults) {
            String place = url == null ? DEFAULT : url.strip();
            boolean h2 = place.startsWith("jdbc:h2:");
            if (!place.matches("jdbc:(h2|postgresql|mariadb):.*")) {
                faults.add("--db '" + masked(place) + "' is no jdbc:h2:, jdbc:postgresql: or jdbc:mariadb: URL");
            }
            Properties login = new Properties();
            add(login, place, "user", user == null && h2 ? "sa" : user);
            add(login, place, "password", url == null ? null : password);
            if (h2 && !place.matches("jdbc:h2:(tcp|ssl|mem):.*")) {
                // Written at each commit: a killed JVM loses nothing that was committed. Closed by the pool and not by
                // a hook of H2's own, which would run beside the shutdown of the engine.
                add(login, place, "WRITE_DELAY", "0");
                add(login, place, "DB_CLOSE_ON_EXIT", "FALSE");
            }
            return new Address(place, login);
        }

        /** Add what the URL does not say itself. */
        private static void add(Properties login, String url, String name, @Nullable String value) {
            if (value != null
                    && !url.toLowerCase(Locale.ROOT).matches(".*[?&;]" + name.toLowerCase(Locale.ROOT) + "=.*")) {
                login.setProperty(name, value);
            }
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

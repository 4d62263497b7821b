package dev.analysisjobs.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** An empty place for tables in a real database; closing it drops them. */
final class Space implements AutoCloseable {
    private final TestDatabase database;
    private final DriverDataSource dataSource;
    private final String schema;
    private final String drop;
    private Connection own;
    private final List<HikariDataSource> pools = new ArrayList<>();

    Space(TestDatabase database, DriverDataSource dataSource, String schema, String drop) {
        this.database = database;
        this.dataSource = dataSource;
        this.schema = schema;
        this.drop = drop;
    }

    TestDatabase database() {
        return database;
    }

    /** Returns a data source that opens a new connection each time. */
    DriverDataSource dataSource() {
        return dataSource;
    }

    String schema() {
        return schema;
    }

    /** Returns a pool that is large enough for every test; always the same one. */
    HikariDataSource pool() {
        if (pools.isEmpty()) {
            pool(10);
        }
        return pools.get(0);
    }

    HikariDataSource pool(int size) {
        HikariDataSource pool = pool(dataSource, size);
        pools.add(pool);
        return pool;
    }

    /** Returns a pool that the caller closes. */
    HikariDataSource pool(DataSource source, int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(30_000);
        return new HikariDataSource(config);
    }

    JdbcJobStore store() {
        return JdbcJobStore.builder(dataSource).build();
    }

    void execute(String sql) {
        try (Statement statement = own().createStatement()) {
            statement.execute(sql);
        } catch (SQLException error) {
            throw new IllegalStateException(sql, error);
        }
    }

    /** Returns a connection that is kept for looking on. */
    private Connection own() throws SQLException {
        if (own == null) {
            own = dataSource.getConnection();
        }
        return own;
    }

    static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException error) {
            throw new IllegalStateException(sql, error);
        }
    }

    <T> List<T> query(String sql, StoredRows.RowReader<T> reader) {
        try (Statement statement = own().createStatement();
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

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
        execute(drop);
        try {
            own().close();
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
    }
}

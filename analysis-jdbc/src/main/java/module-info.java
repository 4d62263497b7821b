/** The JDBC store of analysis jobs. */
module dev.analysisjobs.jdbc {
    requires transitive dev.analysisjobs.core;
    requires transitive java.sql;
    requires org.slf4j;
    requires static org.postgresql.jdbc;

    exports dev.analysisjobs.jdbc;
}

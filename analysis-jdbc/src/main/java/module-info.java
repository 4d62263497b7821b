/** The JDBC store of analysis jobs. */
module dev.analysisjobs.jdbc {
    requires transitive dev.analysisjobs.core;
    requires transitive java.sql;
    requires org.slf4j;

    exports dev.analysisjobs.jdbc;
}

package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NamedSqlTest {
    private static final SqlTexts POSTGRES = new SqlTexts(new PostgresDialect(), new TableNames("archive", "app_"));
    private static final SqlTexts H2 = new SqlTexts(new H2Dialect(), new TableNames(null, ""));

    @Test
    void namesBecomeQuestionMarksInTheirOrder() {
        NamedSql sql = NamedSql.parse("SELECT a FROM t WHERE b = :second AND c IN (:first, :second)");

        assertThat(sql.text()).isEqualTo("SELECT a FROM t WHERE b = ? AND c IN (?, ?)");
        assertThat(sql.parameters().stream().map(NamedSql.Parameter::name))
                .containsExactly("second", "first", "second");
        assertThat(sql.takesArrays()).isFalse();
    }

    @Test
    void aColonInALiteralOrACastIsNoParameter() {
        NamedSql sql = NamedSql.parse("SELECT ':no', 'it''s :no', a::text FROM t WHERE b = :yes");

        assertThat(sql.text()).isEqualTo("SELECT ':no', 'it''s :no', a::text FROM t WHERE b = ?");
        assertThat(sql.parameters()).hasSize(1);
    }

    @Test
    void aParameterCastToAnArrayKnowsItsElements() {
        NamedSql sql = NamedSql.parse("SELECT * FROM unnest(:ids::uuid[])");

        assertThat(sql.text()).isEqualTo("SELECT * FROM unnest(?::uuid[])");
        assertThat(sql.parameters()).containsExactly(new NamedSql.Parameter("ids", "uuid", false));
        assertThat(sql.takesArrays()).isTrue();
    }

    @Test
    void macrosStandForTablesTheClockAndMembership() {
        String text = "UPDATE {jobs} SET run_at = {after:delay} WHERE job_id {in:ids} AND run_at < {now}";

        assertThat(POSTGRES.sql(text).text())
                .isEqualTo("UPDATE archive.app_analysis_jobs SET run_at = (statement_timestamp() + CAST(? AS bigint)"
                        + " * INTERVAL '1 microsecond') WHERE job_id = ANY (?::uuid[]) AND run_at <"
                        + " statement_timestamp()");
        assertThat(H2.sql(text).text())
                .isEqualTo("UPDATE analysis_jobs SET run_at = DATEADD(MICROSECOND, ?, CURRENT_TIMESTAMP(6))"
                        + " WHERE job_id = ANY (?) AND run_at < CURRENT_TIMESTAMP(6)");
    }

    @Test
    void aMissingValueIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> Params.of("a", 1).get("b")).hasMessageContaining(":b");
    }

    @Test
    void theTablePrefixReachesConstraintsAndIndexesButNoColumns() {
        assertThat(new TableNames(null, "app_")
                        .prefixed("CREATE INDEX ix_analysis_jobs_claim ON analysis_jobs (analysis_type)"))
                .isEqualTo("CREATE INDEX ix_app_analysis_jobs_claim ON app_analysis_jobs (analysis_type)");
    }
}

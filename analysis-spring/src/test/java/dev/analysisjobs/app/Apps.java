package dev.analysisjobs.app;

import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** The kinds of app that the tests of transactions run. */
enum Apps {
    /** JdbcTransactionManager. */
    JDBC {
        @Override
        ApplicationContextRunner on(Databases database) {
            return new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            JacksonAutoConfiguration.class,
                            DataSourceAutoConfiguration.class,
                            JdbcTemplateAutoConfiguration.class,
                            DataSourceTransactionManagerAutoConfiguration.class,
                            TransactionAutoConfiguration.class,
                            AnalysisJobsAutoConfiguration.class))
                    .withPropertyValues(
                            "spring.datasource.url=" + database.newUrl(),
                            "spring.datasource.hikari.maximum-pool-size=4",
                            "analysis.jobs.poll-interval=20ms");
        }
    },
    /** JpaTransactionManager. */
    JPA {
        @Override
        ApplicationContextRunner on(Databases database) {
            return JpaApp.on(database);
        }
    };

    abstract ApplicationContextRunner on(Databases database);
}

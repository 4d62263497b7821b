package dev.analysisjobs.spring;

import dev.analysisjobs.port.JobStore;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Counts the store among what initialises the database, since it makes its tables: after Flyway, Liquibase and scripts, which may
 * make its schema, and before entity managers, which may look at its tables. Where scripts wait for entity managers, it comes
 * before both.
 */
final class JobStoreDatabaseInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {
    /** Just before that of JPA. */
    private static final int BEFORE_JPA = Ordered.LOWEST_PRECEDENCE - 102;

    private final Environment environment;

    JobStoreDatabaseInitializerDetector(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(JobStore.class);
    }

    @Override
    public int getOrder() {
        return environment.getProperty("spring.jpa.defer-datasource-initialization", Boolean.class, false)
                ? BEFORE_JPA
                : Ordered.LOWEST_PRECEDENCE;
    }
}

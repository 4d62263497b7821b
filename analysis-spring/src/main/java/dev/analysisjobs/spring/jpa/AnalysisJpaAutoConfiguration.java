package dev.analysisjobs.spring.jpa;

import dev.analysisjobs.jdbc.JdbcJobStore;
import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * Add the read-only entities to what the app's entity manager scans. Left out without a {@link JdbcJobStore}, and by
 * {@code analysis.jobs.jpa.enabled=false}.
 *
 * @since 0.1
 */
@AutoConfiguration(
        after = AnalysisJobsAutoConfiguration.class,
        beforeName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@ConditionalOnClass({EntityManagerFactory.class, LocalContainerEntityManagerFactoryBean.class})
@ConditionalOnBean(JdbcJobStore.class)
@ConditionalOnBooleanProperty(name = "analysis.jobs.jpa.enabled", matchIfMissing = true)
@AutoConfigurationPackage
@EnableConfigurationProperties(AnalysisJpaProperties.class)
public final class AnalysisJpaAutoConfiguration {

    /** What goes beyond Jakarta Persistence. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HibernatePropertiesCustomizer.class, StatementInspector.class})
    static final class Hibernate {
        private static final Logger LOG = LoggerFactory.getLogger(AnalysisJpaAutoConfiguration.class);

        @Bean
        HibernatePropertiesCustomizer analysisTableGuard() {
            return Hibernate::guard;
        }

        private static void guard(Map<String, Object> properties) {
            Object other = properties.get(AvailableSettings.STATEMENT_INSPECTOR);
            if (other == null || other instanceof StatementInspector) {
                properties.put(AvailableSettings.STATEMENT_INSPECTOR, new TableGuard((StatementInspector) other));
            } else {
                LOG.warn(
                        "{} is {}: bulk statements on the tables of analysis jobs are not refused",
                        AvailableSettings.STATEMENT_INSPECTOR,
                        other);
            }
            Object filter = properties.putIfAbsent(AvailableSettings.HBM2DDL_FILTER_PROVIDER, new TableGuard.Schema());
            if (filter != null) {
                LOG.warn(
                        "{} is {}: it has to leave out the tables of analysis jobs",
                        AvailableSettings.HBM2DDL_FILTER_PROVIDER,
                        filter);
            }
        }
    }
}

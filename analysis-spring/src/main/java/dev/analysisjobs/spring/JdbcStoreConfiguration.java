package dev.analysisjobs.spring;

import dev.analysisjobs.jdbc.JdbcJobStore;
import dev.analysisjobs.jdbc.JdbcJobStoreBuilder;
import dev.analysisjobs.port.JobStore;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.sql.init.dependency.DatabaseInitializerDetector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;

/** Keeps jobs in the app's database and in its transactions. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({DataSourceUtils.class, DatabaseInitializerDetector.class})
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(JobStore.class)
final class JdbcStoreConfiguration {

    /** Its place among what initialises the database is that of the {@link JobStoreDatabaseInitializerDetector}. */
    @Bean
    JdbcJobStore analysisJobStore(
            DataSource dataSource,
            AnalysisJobsProperties properties,
            ObjectProvider<TypeRegistry> registry,
            ObjectProvider<PlatformTransactionManager> transactionManagers) {
        AnalysisJobsProperties.Jdbc settings = properties.jdbc();
        JdbcJobStoreBuilder store = JdbcJobStore.builder(new SpringConnections(dataSource, transactionManagers));
        PropertyMapper map = PropertyMapper.get();
        map.from(settings::schema).to(store::schema);
        map.from(settings::tablePrefix).to(store::tablePrefix);
        map.from(settings::migrate).to(store::migrate);
        map.from(settings::statementTimeout).to(store::statementTimeout);
        if (settings.listen()) {
            store.listenOn(dataSource);
        }
        try {
            return store.build();
        } catch (IllegalArgumentException fault) {
            List<String> faults = new ArrayList<>(registry.getObject().faults());
            faults.add(String.valueOf(fault.getMessage()));
            throw new AnalysisConfigurationException(faults);
        }
    }
}

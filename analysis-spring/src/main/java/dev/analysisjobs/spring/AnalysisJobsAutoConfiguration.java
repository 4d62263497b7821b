package dev.analysisjobs.spring;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisJobsBuilder;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.port.JobListener;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NoticeSender;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Set up analysis jobs: the store, the types of all handlers, and the engine that starts and stops with the context.
 *
 * @since 0.1
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration"
        })
@EnableConfigurationProperties({AnalysisJobsProperties.class, AlertProperties.class})
@Import(JdbcStoreConfiguration.class)
public final class AnalysisJobsAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(AnalysisJobsAutoConfiguration.class);

    /** Keep jobs in memory where there is no database. */
    @Bean
    @ConditionalOnMissingBean(JobStore.class)
    JobStore analysisJobStore(ConfigurableListableBeanFactory beans) {
        if (ClassUtils.isPresent("javax.sql.DataSource", null)) {
            String[] sources = beans.getBeanNamesForType(DataSource.class, true, false);
            if (sources.length > 0) {
                throw new AnalysisConfigurationException(List.of("there are data sources " + List.of(sources)
                        + " and none of them is primary, or spring-jdbc is missing: declare a JobStore bean, such as"
                        + " JdbcJobStore.builder(dataSource).build()"));
            }
        }
        LOG.warn("There is no DataSource: analysis jobs are kept in memory and are lost when this process ends");
        return new InMemoryJobStore();
    }

    @Bean
    TypeRegistry analysisTypeRegistry(
            ConfigurableListableBeanFactory beans,
            AnalysisJobsProperties properties,
            ObjectProvider<AnalysisTypeCustomizer> types,
            ObjectProvider<ResultRulesCustomizer> rules) {
        // Nothing here may name a class of Bean Validation or Jackson: Spring looks at all methods, and they may be
        // missing.
        TypeFactory.Constraints constraints = ClassUtils.isPresent("jakarta.validation.Validator", null)
                ? new BeanConstraints(beans)
                : (to, output, outputClass) -> {};
        TypeFactory.JsonCodecs json = ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper", null)
                ? new AppJson(beans)
                : Codecs::json;
        return new TypeRegistry(
                beans,
                properties,
                new TypeFactory(
                        json,
                        constraints,
                        types.orderedStream().toList(),
                        rules.orderedStream().toList()));
    }

    @Bean
    @ConditionalOnMissingBean
    AnalysisTypes analysisTypes(TypeRegistry registry) {
        return registry.types();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    AnalysisJobs analysisJobs(
            JobStore store,
            TypeRegistry registry,
            AnalysisJobsProperties properties,
            AlertProperties alerts,
            Environment environment,
            ObjectProvider<NoticeSender> senders,
            ObjectProvider<JobListener> listeners,
            ObjectProvider<ContextCarrier> carrier,
            ObjectProvider<AnalysisJobsCustomizer> customizers) {
        AnalysisJobsBuilder jobs = AnalysisJobs.builder(store);
        List<String> faults = new ArrayList<>(registry.faults());
        apply(properties, jobs);
        notices(properties.notices(), jobs, faults);
        alerts.apply(jobs, faults);
        jobs.virtualThreads(Threading.VIRTUAL.isActive(environment));
        registry.register(jobs);
        senders.orderedStream().forEach(jobs::noticeSender);
        listeners.orderedStream().forEach(jobs::listener);
        carrier.ifAvailable(jobs::contextCarrier);
        customizers.orderedStream().forEach(customizer -> customizer.customize(jobs));
        try {
            AnalysisJobs built = jobs.build();
            if (faults.isEmpty()) {
                return built;
            }
        } catch (IllegalArgumentException fault) {
            faults.add(String.valueOf(fault.getMessage()));
        }
        throw new AnalysisConfigurationException(faults);
    }

    @Bean
    EngineLifecycle analysisEngineLifecycle(AnalysisJobs jobs, AnalysisJobsProperties properties) {
        return new EngineLifecycle(jobs, properties.start());
    }

    private static void apply(AnalysisJobsProperties properties, AnalysisJobsBuilder jobs) {
        PropertyMapper map = PropertyMapper.get();
        map.from(properties::node).to(jobs::nodeLabel);
        map.from(properties::concurrency).to(jobs::concurrency);
        map.from(properties::lease).to(jobs::lease);
        map.from(properties::heartbeat).to(jobs::heartbeat);
        map.from(properties::pollInterval).to(jobs::pollInterval);
        map.from(properties::sweepInterval).to(jobs::sweepInterval);
        map.from(properties::saveLimit).to(jobs::saveLimit);
        map.from(properties::shutdownGrace).to(jobs::shutdownGrace);
        map.from(properties::finishers).to(jobs::finishers);
    }

    private static void notices(AnalysisJobsProperties.Notices notices, AnalysisJobsBuilder jobs, List<String> faults) {
        PropertyMapper map = PropertyMapper.get();
        map.from(notices::sendLimit).to(jobs::noticeSendLimit);
        map.from(notices::maxDeliveries).to(jobs::noticeDeliveries);
        try {
            jobs.noticeBackoff(notices.backoff().over(AnalysisJobsBuilder.NOTICE_BACKOFF));
        } catch (IllegalArgumentException fault) {
            faults.add("analysis.jobs.notices: " + fault.getMessage());
        }
    }
}

package dev.analysisjobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.Submission;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobListener;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.spring.AnalysisHandler;
import dev.analysisjobs.spring.AnalysisTypes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A job exists if and only if the transaction of its submit committed, and nobody hears of it earlier (invariant I12). */
@Timeout(120)
class TransactionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Stream<Arguments> appsOnDatabases() {
        return Stream.of(Apps.values())
                .flatMap(app -> Stream.of(Databases.values()).map(database -> Arguments.of(app, database)));
    }

    /** What is heard, and from where. */
    @Configuration(proxyBeanMethods = false)
    static class Ears {
        @Bean
        Heard heard() {
            return new Heard();
        }

        @Bean
        Service service(AnalysisJobs jobs, AnalysisTypes types) {
            return new Service(jobs, types);
        }

        @Bean
        Calls calls(DataSource dataSource) {
            return new Calls(dataSource);
        }
    }

    static class Heard implements JobListener {
        final List<UUID> submitted = new CopyOnWriteArrayList<>();

        @Override
        public void on(Event event) {
            if (event instanceof Event.Submitted one) {
                submitted.add(one.job().id());
            }
        }
    }

    /** The handler, and what it sees of transactions and of the pool. */
    static class Calls {
        final List<String> seen = new CopyOnWriteArrayList<>();
        private final DataSource dataSource;

        Calls(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @AnalysisHandler("shout")
        String shout(String input) throws Exception {
            seen.add("transaction " + TransactionSynchronizationManager.isActualTransactionActive());
            // With a pool of one this waits for ever, or to its time-out, if the library held one.
            try (var free = dataSource.getConnection()) {
                seen.add("connection " + free.isValid(5));
            }
            return input.toUpperCase(Locale.ROOT);
        }
    }

    static class Service {
        private final AnalysisJobs jobs;
        private final AnalysisTypes types;

        Service(AnalysisJobs jobs, AnalysisTypes types) {
            this.jobs = jobs;
            this.types = types;
        }

        UUID submit(String subject) {
            return jobs.submit(Submission.of(types.get("shout", String.class, String.class), subject, "hello"))
                    .job()
                    .id();
        }

        @Transactional
        public UUID committed(Runnable before, Runnable after) {
            before.run();
            UUID job = submit("ann");
            after.run();
            return job;
        }

        @Transactional
        public void rolledBack(List<UUID> submitted) {
            submitted.add(submit("eve"));
            throw new IllegalStateException("changed my mind");
        }

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public UUID inItsOwn() {
            return submit("own");
        }

        @Transactional(propagation = Propagation.SUPPORTS)
        public UUID withoutOne() {
            return submit("none");
        }

        @Transactional(readOnly = true)
        public UUID readOnly() {
            return submit("reader");
        }
    }

    @ParameterizedTest
    @MethodSource("appsOnDatabases")
    void aRolledBackSubmitNeverWas(Apps app, Databases database) {
        runner(app, database).run(context -> {
            Service service = context.getBean(Service.class);
            AtomicInteger woken = new AtomicInteger();
            List<UUID> submitted = new CopyOnWriteArrayList<>();
            try (AutoCloseable listening = context.getBean(JobStore.class).listen(woken::incrementAndGet)) {
                assertThatThrownBy(() -> service.rolledBack(submitted)).hasMessage("changed my mind");

                UUID later = service.submit("later");
                assertThat(submitted).hasSize(1);
                assertThat(find(context, submitted.get(0))).isNull();
                assertThat(woken).as("by the later one alone").hasValue(1);
                end(context, later);
                assertThat(context.getBean(Heard.class).submitted).containsExactly(later);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("appsOnDatabases")
    void aCommittedSubmitIsHeardAndRunsAfterItsCommitAndNotBefore(Apps app, Databases database) {
        runner(app, database).run(context -> {
            AtomicInteger woken = new AtomicInteger();
            try (AutoCloseable listening = context.getBean(JobStore.class).listen(woken::incrementAndGet)) {
                UUID job = context.getBean(Service.class)
                        .committed(() -> {}, () -> assertThat(woken).hasValue(0));

                assertThat(woken).hasValue(1);
                assertThat(end(context, job)).isEqualTo(JobStatus.COMPLETED);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("appsOnDatabases")
    void transactionsOfTheirOwnAndSavepointsCountAsTheyEnd(Apps app, Databases database) {
        runner(app, database).run(context -> {
            Service service = context.getBean(Service.class);
            List<UUID> own = new CopyOnWriteArrayList<>();
            List<UUID> undone = new CopyOnWriteArrayList<>();
            assertThatThrownBy(() -> service.committed(() -> own.add(service.inItsOwn()), () -> {
                        throw new IllegalStateException("outer");
                    }))
                    .hasMessage("outer");
            assertThat(end(context, own.get(0))).isEqualTo(JobStatus.COMPLETED);

            if (app == Apps.JDBC) {
                PlatformTransactionManager manager = context.getBean(PlatformTransactionManager.class);
                UUID outer = service.committed(() -> {}, () -> {
                    var nested = manager.getTransaction(new DefaultTransactionDefinition(Propagation.NESTED.value()));
                    undone.add(service.submit("nested"));
                    manager.rollback(nested);
                });
                assertThat(end(context, outer)).isEqualTo(JobStatus.COMPLETED);
                assertThat(find(context, undone.get(0))).isNull();
                assertThat(context.getBean(Heard.class).submitted).doesNotContainAnyElementsOf(undone);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("appsOnDatabases")
    void withoutATransactionASubmitCommitsByItself(Apps app, Databases database) {
        runner(app, database).run(context -> {
            Service service = context.getBean(Service.class);

            assertThat(end(context, service.withoutOne())).isEqualTo(JobStatus.COMPLETED);
            assertThat(end(context, service.submit("nothing at all"))).isEqualTo(JobStatus.COMPLETED);
        });
    }

    @ParameterizedTest
    @MethodSource("appsOnDatabases")
    void aReadOnlyTransactionIsNamedAsTheFault(Apps app, Databases database) {
        runner(app, database)
                .run(context -> assertThatThrownBy(context.getBean(Service.class)::readOnly)
                        .hasMessageContaining("the caller's transaction is read-only"));
    }

    @ParameterizedTest
    @MethodSource("appsOnDatabases")
    void noTransactionIsOpenAndNoConnectionIsHeldWhileTheAnalyserRuns(Apps app, Databases database) {
        runner(app, database)
                .withPropertyValues("spring.datasource.hikari.maximum-pool-size=1")
                .run(context -> {
                    UUID job = context.getBean(Service.class).committed(() -> {}, () -> {});

                    assertThat(end(context, job)).isEqualTo(JobStatus.COMPLETED);
                    assertThat(context.getBean(Calls.class).seen)
                            .containsExactly("transaction false", "connection true");
                    assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize())
                            .isEqualTo(1);
                });
    }

    @ParameterizedTest
    @EnumSource
    void anEntityOfTheAppAndItsJobCommitTogether(Databases database) {
        runner(Apps.JPA, database).run(context -> {
            Service service = context.getBean(Service.class);
            PersonNotes notes = context.getBean(PersonNotes.class);

            UUID job = service.committed(() -> notes.save(new PersonNote("ann", UUID.randomUUID())), () -> {});
            assertThatThrownBy(() -> service.committed(
                            () -> notes.save(new PersonNote("bob", UUID.randomUUID())),
                            () -> notes.saveAndFlush(new PersonNote("cid", null))))
                    .isInstanceOf(RuntimeException.class);

            assertThat(end(context, job)).isEqualTo(JobStatus.COMPLETED);
            assertThat(notes.findAll()).extracting(PersonNote::person).containsExactly("ann");
            assertThat(context.getBean(AnalysisJobs.class).counts().of(JobStatus.COMPLETED))
                    .isEqualTo(1);
        });
    }

    @ParameterizedTest
    @MethodSource("appsOnDatabases")
    void proxiesOfTheDataSourceMakeNoDifference(Apps app, Databases database) {
        for (Class<?> proxies : List.of(Lazily.class, Aware.class)) {
            runner(app, database).withUserConfiguration(proxies).run(context -> {
                Service service = context.getBean(Service.class);
                List<UUID> submitted = new CopyOnWriteArrayList<>();

                assertThatThrownBy(() -> service.rolledBack(submitted)).hasMessage("changed my mind");
                assertThat(find(context, submitted.get(0))).isNull();
                assertThat(end(context, service.committed(() -> {}, () -> {}))).isEqualTo(JobStatus.COMPLETED);
            });
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Lazily {
        @Bean
        static BeanPostProcessor lazily() {
            return proxying(LazyConnectionDataSourceProxy::new);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Aware {
        @Bean
        static BeanPostProcessor aware() {
            return proxying(TransactionAwareDataSourceProxy::new);
        }
    }

    private static BeanPostProcessor proxying(UnaryOperator<DataSource> proxy) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool ? proxy.apply(pool) : bean;
            }
        };
    }

    private static ApplicationContextRunner runner(Apps app, Databases database) {
        return app.on(database).withUserConfiguration(Ears.class);
    }

    private static JobStatus end(ApplicationContext context, UUID job) {
        try {
            context.getBean(AnalysisJobs.class)
                    .await(
                            context.getBean(AnalysisTypes.class).get("shout", String.class, String.class),
                            job,
                            PATIENCE);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return find(context, job);
    }

    private static JobStatus find(ApplicationContext context, UUID job) {
        return context.getBean(AnalysisJobs.class)
                .find(job)
                .map(found -> found.status())
                .orElse(null);
    }
}

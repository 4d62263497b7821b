package dev.analysisjobs.spring.classpath;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.spring.AnalysisHandler;
import dev.analysisjobs.spring.AnalysisTypes;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application that uses the starter and nothing else; runs in a JVM that has only some libraries. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BareApp {
    static final String SAYS = "The bare application says: ";

    @AnalysisHandler("shout")
    String shout(String input) {
        return input.toUpperCase(Locale.ROOT);
    }

    /** Runs the application once and says its store, its kind and a result. */
    public static void main(String[] args) throws Exception {
        SpringApplication application = new SpringApplication(BareApp.class);
        try (ConfigurableApplicationContext context = application.run(
                "--spring.main.banner-mode=off", "--server.port=0", "--spring.datasource.url=jdbc:h2:mem:bare")) {
            AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
            AnalysisType<String, String> type =
                    context.getBean(AnalysisTypes.class).get("shout", String.class, String.class);
            UUID id = jobs.submit(Submission.of(type, "ann", "hello")).job().id();
            Ended<String> ended = jobs.await(type, id, Duration.ofSeconds(60));
            System.out.println(SAYS + context.getBean(JobStore.class).getClass().getSimpleName() + " "
                    + application.getWebApplicationType() + " "
                    + (ended instanceof Ended.Completed<String> done
                            ? done.answer().value()
                            : ended));
        }
    }
}

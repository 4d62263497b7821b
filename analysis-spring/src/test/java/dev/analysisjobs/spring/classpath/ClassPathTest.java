package dev.analysisjobs.spring.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The starter with the libraries that an application happens to have: each application runs in a JVM of its own, so that
 * what is left out is really not there.
 */
class ClassPathTest {
    @TempDir
    Path folder;

    private static final List<String> BARE = List.of(
            "analysis-(core|jdbc|spring)/target/.*",
            "analysis-(core|jdbc)-[^/]*(?<!tests)\\.jar",
            "spring-(core|beans|context|aop|expression)-.*",
            "spring-boot-\\d.*|spring-boot-autoconfigure-.*",
            "micrometer-(commons|observation)-.*",
            "commons-logging-.*|slf4j-api-.*|jspecify-.*|resilience4j-.*");
    private static final List<String> JDBC =
            List.of("spring-boot-(jdbc|sql|transaction|persistence)-.*", "spring-(jdbc|tx)-.*", "h2-.*|HikariCP-.*");
    private static final List<String> JPA = List.of(
            "spring-boot-(hibernate|jpa|data-jpa|data-commons)-.*",
            "spring-(orm|data-jpa|data-commons|aspects)-.*",
            "hibernate-(core|models)-.*|jandex-.*|antlr4-runtime-.*|byte-buddy-\\d.*|jakarta\\.(persistence|transaction|inject|xml\\.bind|activation)-api-.*",
            "jboss-logging-.*|classmate-.*|jaxb-.*|istack-.*|txw2-.*|angus-.*");
    private static final List<String> WEB = List.of(
            "spring-boot-(webmvc|web-server|tomcat|servlet|http-converter|jackson)-.*",
            "spring-(web|webmvc)-.*",
            "tomcat-embed-.*|jackson-.*|jakarta\\.servlet-.*|jakarta\\.annotation-.*");

    @Test
    void withoutADatabaseAndWithoutWeb() throws Exception {
        assertThat(run(List.of(BARE))).isEqualTo("InMemoryJobStore NONE HELLO");
    }

    @Test
    void withJdbcOnly() throws Exception {
        assertThat(run(List.of(BARE, JDBC))).isEqualTo("JdbcJobStore NONE HELLO");
    }

    @Test
    void withJpaAndWithoutWeb() throws Exception {
        assertThat(run(List.of(BARE, JDBC, JPA))).isEqualTo("JdbcJobStore NONE HELLO");
    }

    @Test
    void withWebAndWithoutADatabase() throws Exception {
        assertThat(run(List.of(BARE, WEB))).isEqualTo("InMemoryJobStore SERVLET HELLO");
    }

    @Test
    void withTheApiOfBeanValidationAndNoProvider() throws Exception {
        assertThat(run(List.of(BARE, WEB, List.of("jakarta\\.validation-api-.*"))))
                .isEqualTo("InMemoryJobStore SERVLET HELLO");
    }

    private String run(List<List<String>> libraries) throws Exception {
        List<Pattern> wanted = libraries.stream()
                .flatMap(List::stream)
                .map(name -> Pattern.compile("(.*/)?(" + name + ")"))
                .toList();
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.stream()
                        .anyMatch(name -> name.matcher(entry.replace(File.separatorChar, '/'))
                                .matches()))
                .collect(Collectors.joining(File.pathSeparator));
        Path output = folder.resolve("output");
        Process app = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        path,
                        BareApp.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(app.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(app.exitValue()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output).stream()
                .filter(line -> line.startsWith(BareApp.SAYS))
                .map(line -> line.substring(BareApp.SAYS.length()))
                .collect(Collectors.joining());
    }
}

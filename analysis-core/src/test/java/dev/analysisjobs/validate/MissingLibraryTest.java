package dev.analysisjobs.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;

/** Load the library in a class loader that sees only some of its optional libraries. */
class MissingLibraryTest {
    private static final Class<?>[] JACKSON = {ObjectMapper.class, JsonParser.class, JsonCreator.class};

    @Test
    void theCoreWorksWithoutAnyOptionalLibrary() throws Exception {
        assertThat(run("presence")).isEqualTo("Passed");
        assertThat(run("text rules"))
                .isEqualTo(
                        "The output breaks the type's rules: has 4 characters, at least 5 are wanted; is no digit; cannot be decoded: java.lang.NumberFormatException: For input string: \"text\"");
        assertThat(run("null")).isEqualTo("The output is the JSON string \"null\"");
        assertThat(run("text fingerprint")).hasSize(64);
        assertThat(run("text codec")).isEqualTo("text");
    }

    @Test
    void whatNeedsAMissingLibraryNamesTheDependencyToAdd() throws Exception {
        assertThat(run("json rules"))
                .isEqualTo(
                        "IllegalArgumentException: These result rules cannot be built: json, required '/a', schema need"
                                + " Jackson 3: add the Maven dependency tools.jackson.core:jackson-databind; schema needs the JSON"
                                + " Schema validator: add the Maven dependency com.networknt:json-schema-validator");
        assertThat(run("json fingerprint"))
                .isEqualTo("IllegalStateException: The fingerprint of a JSON input needs Jackson 3: add the Maven"
                        + " dependency tools.jackson.core:jackson-databind");
        assertThat(run("json codec"))
                .isEqualTo("IllegalStateException: A JSON codec needs Jackson 3: add the Maven dependency"
                        + " tools.jackson.core:jackson-databind");
    }

    @Test
    void jacksonAloneIsEnoughForAllButSchemas() throws Exception {
        assertThat(run("json fingerprint", JACKSON)).hasSize(64);
        assertThat(run("json codec", JACKSON)).isEqualTo("{}");
        assertThat(run("json rules", JACKSON))
                .isEqualTo("IllegalArgumentException: These result rules cannot be built: schema needs the JSON Schema"
                        + " validator: add the Maven dependency com.networknt:json-schema-validator");
    }

    @SuppressWarnings("unchecked")
    private static String run(String what, Class<?>... libraries) throws Exception {
        List<URL> urls = new ArrayList<>();
        urls.add(home(ResultRules.class));
        urls.add(home(MissingLibraryTest.class));
        for (Class<?> library : libraries) {
            urls.add(home(library));
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> probe = loader.loadClass(MissingLibraryProbe.class.getName());
            assertThat(probe.getClassLoader()).isSameAs(loader);
            return ((Function<String, String>) probe.getDeclaredConstructor().newInstance()).apply(what);
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}

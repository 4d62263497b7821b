package dev.analysisjobs.spring.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.examples.simulated.Fault;
import dev.analysisjobs.model.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Holds docs/ai-clients.md to the code. */
class AiDocumentTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void everyOutcomeOfTheFaultsIsInTheTable() throws IOException {
        String document = read("docs/ai-clients.md");

        assertThat(Arrays.stream(Fault.values()).map(Fault::outcome).filter(code -> !code.equals("COMPLETE")))
                .isNotEmpty()
                .allSatisfy(code -> {
                    assertThat(document).contains("`" + code + "`");
                    assertThat(FailureCode.class.getFields())
                            .anySatisfy(field -> assertThat(field.getName()).isEqualTo(code));
                });
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}

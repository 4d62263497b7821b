package dev.analysisjobs.examples.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void onATerminalProgressIsOneLineThatIsWrittenOverWholly() {
        Screen screen = screen(true);
        screen.progress("a long line");
        screen.progress("short");
        screen.line("done");

        assertThat(shown()).isEqualTo("\ra long line\rshort      \ndone\n");
    }

    @Test
    void aLineThatTheTerminalWouldBreakIsCut() {
        screen(true).progress("x".repeat(200));

        assertThat(shown()).isEqualTo("\r" + "x".repeat(79));
    }

    @Test
    void elsewhereProgressIsALineEachTime() {
        Screen screen = screen(false);
        screen.progress("one");
        screen.progress("two");
        screen.line("done");

        assertThat(shown()).isEqualTo("one\ntwo\ndone\n");
    }

    private Screen screen(boolean live) {
        return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), live);
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}

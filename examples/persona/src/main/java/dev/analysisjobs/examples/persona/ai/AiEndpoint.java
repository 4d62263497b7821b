package dev.analysisjobs.examples.persona.ai;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where and how an OpenAI-compatible service is asked.
 *
 * @param completions the URL of its chat completions
 * @param model the model's name
 * @param key sent as a bearer token; null sends none
 * @param pace how long to wait for it
 */
public record AiEndpoint(
        URI completions, String model, @Nullable String key, Pace pace) {
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

    /**
     * @throws IllegalArgumentException when the key cannot be sent; the message does not show it
     */
    public AiEndpoint {
        if (key != null && !VISIBLE.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "PERSONA_AI_KEY has characters that no HTTP header may carry, such as a space or line end");
        }
    }

    /**
     * Return the URL of the chat completions under a base URL, which may end with {@code /v1} or not.
     *
     * @throws IllegalArgumentException when the base is no http or https URL with a host and a possible port
     */
    public static URI completions(String base) {
        if (base.matches(".*[@?#].*")) {
            // Not echoed: a password may stand there.
            throw new IllegalArgumentException("--ai-url is not a plain base URL: leave out user, query and fragment");
        }
        URI uri;
        try {
            uri = new URI(base.strip());
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "--ai-url '" + base + "' is not a URL: " + malformed.getReason(), malformed);
        }
        if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().matches("(?i)https?")) {
            throw new IllegalArgumentException("--ai-url '" + base + "' is not a URL such as https://api.example.com");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException(
                    "--ai-url '" + base + "' has port " + uri.getPort() + ", ports are 1 to 65535");
        }
        String path = uri.getRawPath().replaceAll("/+$", "").replaceAll("/v1$", "");
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path + "/v1/chat/completions");
    }

    /** Return what may be shown: everything but the key. */
    @Override
    public String toString() {
        return completions + " (model " + model + ")";
    }
}

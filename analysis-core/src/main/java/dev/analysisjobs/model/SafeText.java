package dev.analysisjobs.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keep the one text rule of all stores (invariant I14). A text can be stored when it has no U+0000, no lone surrogate and
 * is not larger than its limit in UTF-8; such a text is read back equal from every database. What breaks the rule is
 * refused ({@link #fault}); only messages for people are changed ({@link #message}), and visibly.
 *
 * @since 0.1
 */
public final class SafeText {
    /** The most characters (UTF-16 units) a failure message keeps. */
    public static final int MESSAGE_LIMIT = 2_000;
    /** The most bytes in UTF-8 that any payload may have, whatever is configured: 16 MiB. */
    public static final int PAYLOAD_LIMIT = 16 * 1024 * 1024;
    /** The most characters (UTF-16 units) of an analysis type's name or version. */
    public static final int NAME_LIMIT = 100;
    /** The most characters (UTF-16 units) of a subject. */
    public static final int SUBJECT_LIMIT = 400;
    /** The most characters (UTF-16 units) of a node's id. */
    public static final int NODE_LIMIT = 200;

    private static final String NO_MESSAGE = "no message was given";

    private SafeText() {}

    /**
     * Return why a text cannot be stored unchanged, or empty when it can.
     *
     * @param text the text
     * @param maxBytes the most bytes its UTF-8 form may have
     */
    public static Optional<String> fault(String text, long maxBytes) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return Optional.of("contains U+0000 at index " + i);
            }
            if (Character.isSurrogate(c)) {
                if (isPairAt(text, i)) {
                    i++;
                } else {
                    return Optional.of("contains a lone surrogate at index " + i);
                }
            }
        }
        long bytes = utf8Length(text, maxBytes);
        return bytes > maxBytes
                ? Optional.of("has " + bytes + " bytes in UTF-8, the limit is " + maxBytes)
                : Optional.empty();
    }

    /**
     * Return a text for people that every store accepts: unstorable characters become U+FFFD, the text is cut between code
     * points at {@link #MESSAGE_LIMIT} with a mark, and null or blank becomes a placeholder.
     */
    public static String message(@Nullable String text) {
        String made = clip(text, MESSAGE_LIMIT);
        return made.isBlank() ? NO_MESSAGE : made;
    }

    /** Return a storable copy of a text, cut between code points to at most {@code limit} UTF-16 units; null is empty. */
    public static String clip(@Nullable String text, int limit) {
        if (text == null) {
            return "";
        }
        int end = Math.min(text.length(), limit);
        boolean cut = end < text.length();
        if (cut) {
            end = Math.max(0, end - 1);
        }
        StringBuilder made = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                made.append('\uFFFD');
            } else if (!Character.isSurrogate(c)) {
                made.append(c);
            } else if (isPairAt(text, i) && i + 1 < end) {
                made.append(c).append(text.charAt(++i));
            } else if (!isPairAt(text, i)) {
                made.append('\uFFFD');
            }
        }
        return cut ? made.append('…').toString() : made.toString();
    }

    /**
     * Return the class and message of a throwable as a text for people, bounded and storable as {@link #message} makes it.
     * Never throws: a {@code getMessage} that does is told instead.
     */
    public static String describe(Throwable thrown) {
        String name = thrown.getClass().getName();
        String said;
        try {
            said = thrown.getMessage();
        } catch (Throwable broken) {
            said = "its getMessage() threw " + broken.getClass().getName();
        }
        return message(said == null || said.isBlank() ? name : name + ": " + clip(said, MESSAGE_LIMIT));
    }

    private static boolean isPairAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private static long utf8Length(String text, long maxBytes) {
        // Three bytes a char is the most UTF-8 needs, so most texts are measured without encoding them.
        return text.length() * 3L <= maxBytes ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }
}

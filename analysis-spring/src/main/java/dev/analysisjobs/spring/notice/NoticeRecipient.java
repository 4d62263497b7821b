package dev.analysisjobs.spring.notice;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Name where a notice is mailed to, in which language.
 *
 * @param addresses mail addresses, 1 to 20; they see each other
 * @param locale the language of the text
 * @since 0.1
 */
public record NoticeRecipient(List<String> addresses, Locale locale) {
    private static final int LIMIT = 20;

    public NoticeRecipient {
        Objects.requireNonNull(locale, "locale");
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || addresses.size() > LIMIT) {
            throw new IllegalArgumentException(
                    "A notice has " + addresses.size() + " addresses, it must have 1 to " + LIMIT);
        }
    }

    /** Make it of one address. */
    public NoticeRecipient(String address, Locale locale) {
        this(List.of(address), locale);
    }
}

package dev.analysisjobs.spring.notice;

import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.SafeText;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * Say in plain words what a notice tells. Texts are looked up by message keys, the most telling first: {@code
 * analysis.notice.<type>.<code>}, {@code analysis.notice.<type>.<reason>}, {@code analysis.notice.<code>}, {@code
 * analysis.notice.<reason>}, {@code analysis.notice.default}, each with {@code .subject} and {@code .body}; each first in the
 * application's messages, then in the library's own, which are there in English and German. Paused types and alerts have no key by code.
 *
 * <p>Arguments of the messages: {@code {0}} the type in plain words ({@code analysis.notice.<type>.name}, else its name), {@code
 * {1}} the job's id, {@code {2}} the failure code or an alert's rule, {@code {3}} the notice's id, {@code {4}} when it ended, in UTC, {@code {5}} the
 * job's subject in one line, {@code {6}} the name of the type. Neither payloads nor failure messages, in which a provider's or
 * an AI's words may stand, are among them. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class NoticeTexts {
    static final String BUNDLE = "dev.analysisjobs.spring.notice.notices";

    private static final Logger LOG = LoggerFactory.getLogger(NoticeTexts.class);
    private static final String PREFIX = "analysis.notice.";
    private static final int SUBJECT_LIMIT = 200;

    private final @Nullable MessageSource app;
    private final MessageSource own;

    /**
     * Make texts.
     *
     * @param app the application's messages, which go before the library's; null for none
     */
    public NoticeTexts(@Nullable MessageSource app) {
        ResourceBundleMessageSource bundle = new ResourceBundleMessageSource();
        bundle.setBundleClassLoader(NoticeTexts.class.getClassLoader());
        bundle.setBasename(BUNDLE);
        bundle.setDefaultEncoding("UTF-8");
        bundle.setFallbackToSystemLocale(false);
        this.app = app;
        this.own = bundle;
    }

    /** Return the text of a notice in a language, in English where neither the application nor the library has that one. */
    public NoticeText of(Notice notice, Locale locale) {
        Object[] arguments = arguments(notice, locale);
        List<String> keys = keys(notice);
        return new NoticeText(
                PlainWords.line(find(keys, ".subject", arguments, locale), SUBJECT_LIMIT),
                find(keys, ".body", arguments, locale));
    }

    private Object[] arguments(Notice notice, Locale locale) {
        String name = message(app, PREFIX + notice.type() + ".name", new Object[0], locale);
        return new Object[] {
            PlainWords.line(name == null ? notice.type() : name, SafeText.NAME_LIMIT),
            String.valueOf(notice.jobId()),
            notice.failure() == null ? "" : notice.failure().code().name(),
            notice.id().toString(),
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG)
                    .withLocale(locale)
                    .withZone(ZoneOffset.UTC)
                    .format(notice.createdAt()),
            PlainWords.line(notice.subject(), SUBJECT_LIMIT),
            PlainWords.line(notice.type(), SafeText.NAME_LIMIT)
        };
    }

    private static List<String> keys(Notice notice) {
        List<String> words = new ArrayList<>();
        Reason reason = Reason.of(notice);
        if (notice.failure() != null && notice.kind().isOfJob()) {
            words.add(notice.failure().code().name());
        }
        words.add(reason.key());
        List<String> keys = new ArrayList<>();
        words.forEach(word -> keys.add(PREFIX + notice.type() + "." + word));
        words.forEach(word -> keys.add(PREFIX + word));
        keys.add(PREFIX + Reason.DEFAULT.key());
        return keys;
    }

    private String find(List<String> keys, String part, Object[] arguments, Locale locale) {
        for (String key : keys) {
            for (MessageSource source : new @Nullable MessageSource[] {app, own}) {
                String found = message(source, key + part, arguments, locale);
                if (found != null) {
                    return found;
                }
            }
        }
        return Objects.requireNonNull(own.getMessage(keys.get(keys.size() - 1) + part, arguments, locale));
    }

    private static @Nullable String message(
            @Nullable MessageSource source, String key, Object[] arguments, Locale locale) {
        if (source == null) {
            return null;
        }
        try {
            String found = source.getMessage(key, arguments, null, locale);
            // A source may be set to give the key itself for what it does not have.
            return found == null || found.isBlank() || found.equals(key) ? null : found;
        } catch (RuntimeException broken) {
            LOG.warn("Message {} cannot be used, the next best is taken", key, broken);
            return null;
        }
    }
}

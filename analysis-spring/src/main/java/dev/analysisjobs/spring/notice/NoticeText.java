package dev.analysisjobs.spring.notice;

/**
 * Hold what a person reads of a notice.
 *
 * @param subject one line without control characters
 * @param body plain text
 * @since 0.1
 */
public record NoticeText(String subject, String body) {}

package dev.analysisjobs.port;

import dev.analysisjobs.model.Notice;

/**
 * Deliver notices to people or systems. Called on a library thread, never inside a transaction; may be called again with the
 * same {@link Notice#id()}. A slow or failing sender delays notices, never jobs.
 *
 * @since 0.1
 */
public interface NoticeSender {

    /** Return a stable name, unique among an engine's senders: letters, digits and dashes, at most 40. */
    String name();

    /**
     * Deliver a notice.
     *
     * @throws Exception when it was not accepted; it is delivered again with a backoff
     */
    void send(Notice notice) throws Exception;
}

package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.StoreException;

/**
 * Encode what a job is about before it is stored, and decode it when it is read: for encryption. Called by many threads at
 * once, sometimes while rows are locked: keep the keys in memory and call no other system.
 *
 * <p>Encoded are inputs, outputs, checkpoints, rejected outputs, violations, and all messages, since they may quote a payload.
 * Plain stay ids, types, subjects, statuses, failure codes, times, hashes, the reasons of pauses, what submissions carry to
 * their attempts (traces) and what providers tell of a call. Hashes are taken of the plain text: an input that can be guessed can be recognised by them. Validation,
 * fingerprints and deduplication work on the plain text, so encoding the same text twice need not give the same text.
 *
 * <p><b>Keys.</b> Write the key's id into the encoded text. To change keys, first give all nodes the new key for decoding, then
 * let them encode with it, and drop the old one only when no row needs it any more: after the longest retention, or after
 * all rows were encoded anew. To begin on tables that hold plain texts, give encoded texts a mark that no plain text has, and let
 * {@link #decode} return texts without it as they are.
 *
 * <p><b>Faults.</b> What a method throws is contained. A payload that cannot be encoded is {@link StoreException.Kind#REFUSED}, and
 * nothing of the call is stored. One that cannot be decoded fails the attempt of its job, with backoff while attempts are left,
 * and reads of it throw {@link StoreException.Kind#UNREADABLE}; jobs and lists can still be read. Messages and rejected outputs
 * never stop anything: what cannot be encoded is left out, what cannot be decoded is replaced by a remark. The thrown
 * exception's class and message are stored and logged, so they must not quote the text.
 *
 * @since 0.1
 */
public interface PayloadCodec {

    /**
     * Return what is stored in place of a text: not blank, without U+0000 and lone surrogates, and as large as a payload may be.
     * Text that is at most a third longer than the plain one leaves about 1,400 characters of a message.
     */
    String encode(String plain);

    /** Return the text that was encoded, equal in every character. */
    String decode(String encoded);
}

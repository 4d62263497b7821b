/** What adapters implement: the store in small roles, senders of notices, listeners, codecs. */
@NullMarked
package dev.analysisjobs.port;

import org.jspecify.annotations.NullMarked;

/**
 * The JDBC store. Public are the store with its builder and the one interface by which it gets its connections; the rest may
 * change at any time.
 */
@NullMarked
package dev.analysisjobs.jdbc;

import org.jspecify.annotations.NullMarked;

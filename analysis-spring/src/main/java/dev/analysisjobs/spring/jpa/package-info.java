/** Read-only entities over the tables of the JDBC store, for queries of the app. */
@NullMarked
package dev.analysisjobs.spring.jpa;

import org.jspecify.annotations.NullMarked;

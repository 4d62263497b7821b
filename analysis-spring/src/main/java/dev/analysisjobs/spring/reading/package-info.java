/** Read the store for meters and health checks now and then, not for each of them. */
@NullMarked
package dev.analysisjobs.spring.reading;

import org.jspecify.annotations.NullMarked;

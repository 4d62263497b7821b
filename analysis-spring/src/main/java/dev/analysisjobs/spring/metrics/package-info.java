/** Show what committed and what waits as Micrometer meters. */
@NullMarked
package dev.analysisjobs.spring.metrics;

import org.jspecify.annotations.NullMarked;

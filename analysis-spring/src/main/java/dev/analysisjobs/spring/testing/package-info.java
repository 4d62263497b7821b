/** Support for the tests of applications; main code must not see it. */
@NullMarked
package dev.analysisjobs.spring.testing;

import org.jspecify.annotations.NullMarked;

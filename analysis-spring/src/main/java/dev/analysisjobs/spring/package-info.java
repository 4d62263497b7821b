/** Spring Boot support: add the dependency, write one method, it works. */
@NullMarked
package dev.analysisjobs.spring;

import org.jspecify.annotations.NullMarked;

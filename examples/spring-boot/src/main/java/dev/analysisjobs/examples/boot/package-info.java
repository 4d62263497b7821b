/** A Spring Boot application that has profiles written from answer sheets. */
@NullMarked
package dev.analysisjobs.examples.boot;

import org.jspecify.annotations.NullMarked;

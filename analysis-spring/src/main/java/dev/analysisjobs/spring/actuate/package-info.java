/** Show jobs and their health by Actuator. */
@NullMarked
package dev.analysisjobs.spring.actuate;

import org.jspecify.annotations.NullMarked;

/** Stage one: store a submission, or answer it with a job that is there already. */
@NullMarked
package dev.analysisjobs.submit;

import org.jspecify.annotations.NullMarked;

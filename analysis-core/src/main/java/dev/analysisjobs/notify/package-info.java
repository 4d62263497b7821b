/** Stage five: deliver durable notices. */
@NullMarked
package dev.analysisjobs.notify;

import org.jspecify.annotations.NullMarked;

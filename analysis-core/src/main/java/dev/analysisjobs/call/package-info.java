/** Stage three: call the analyser within its limit, and judge what came. */
@NullMarked
package dev.analysisjobs.call;

import org.jspecify.annotations.NullMarked;

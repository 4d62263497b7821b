/** Beside the stages: end what no worker ends, and audit what looks incomplete. */
@NullMarked
package dev.analysisjobs.sweep;

import org.jspecify.annotations.NullMarked;

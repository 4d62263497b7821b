/** Stage two: take due jobs, never more than there are free slots, and keep their leases. */
@NullMarked
package dev.analysisjobs.claim;

import org.jspecify.annotations.NullMarked;

/** Notices to people and systems: texts in plain words, mail, a signed webhook, application events. */
@NullMarked
package dev.analysisjobs.spring.notice;

import org.jspecify.annotations.NullMarked;

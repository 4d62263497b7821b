package dev.analysisjobs.examples.persona.ai;

import java.net.http.HttpHeaders;

/** A whole HTTP reply, not looked at yet. */
record HttpReply(int status, HttpHeaders headers, byte[] body) {}

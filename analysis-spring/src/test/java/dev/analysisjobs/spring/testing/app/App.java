package dev.analysisjobs.spring.testing.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application whose web, database and client have no place in a test of its analyses. */
@SpringBootApplication
class App {}

package dev.analysisjobs.spring.testing.app;

record Greeting(String text) {}

package dev.analysisjobs.examples.boot;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface Headlines extends JpaRepository<Headline, UUID> {}

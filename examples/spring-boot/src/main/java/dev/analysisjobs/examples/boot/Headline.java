package dev.analysisjobs.examples.boot;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** What the list shows of a profile, stored in the transaction that stores the profile. */
@Entity
@Table(name = "headlines")
class Headline {
    @Id
    private UUID jobId;

    private String text;

    protected Headline() {}

    Headline(UUID jobId, String text) {
        this.jobId = jobId;
        this.text = text;
    }
}

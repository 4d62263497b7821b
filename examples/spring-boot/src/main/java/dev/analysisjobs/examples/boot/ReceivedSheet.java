package dev.analysisjobs.examples.boot;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A sheet that came in, stored in the transaction that submitted its job. */
@Entity
@Table(name = "sheets")
class ReceivedSheet {
    @Id
    private UUID jobId;

    private String person;
    private Instant receivedAt;

    protected ReceivedSheet() {}

    ReceivedSheet(UUID jobId, String person, Instant receivedAt) {
        this.jobId = jobId;
        this.person = person;
        this.receivedAt = receivedAt;
    }
}

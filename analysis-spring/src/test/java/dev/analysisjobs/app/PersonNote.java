package dev.analysisjobs.app;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** An entity of an app, with the id of the job that it asked for. */
@Entity
@Table(name = "person_note")
class PersonNote {
    @Id
    private String person;

    @Column(nullable = false)
    private UUID jobId;

    private String headline;

    protected PersonNote() {}

    PersonNote(String person, UUID jobId) {
        this.person = person;
        this.jobId = jobId;
    }

    String person() {
        return person;
    }

    UUID jobId() {
        return jobId;
    }

    String headline() {
        return headline;
    }

    void headline(String value) {
        headline = value;
    }
}

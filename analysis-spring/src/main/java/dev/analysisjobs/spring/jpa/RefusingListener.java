package dev.analysisjobs.spring.jpa;

import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.PreUpdate;

/** Refuses to write entities that are read-only. */
final class RefusingListener {

    @PrePersist
    void persist(Object entity) {
        throw refused("saved", entity);
    }

    @PreUpdate
    void update(Object entity) {
        throw refused("changed", entity);
    }

    @PreRemove
    void remove(Object entity) {
        throw refused("removed", entity);
    }

    private static UnsupportedOperationException refused(String done, Object entity) {
        return new UnsupportedOperationException(
                entity.getClass().getSimpleName() + " is read-only and cannot be " + done + " (" + entity
                        + "): only analysis jobs writes its table, so submit, cancel, retry or erase by AnalysisJobs");
    }
}

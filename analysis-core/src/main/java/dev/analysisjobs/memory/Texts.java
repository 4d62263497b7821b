package dev.analysisjobs.memory;

import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.StoreException;
import org.jspecify.annotations.Nullable;

/** Refuse texts that a database could not give back equal. Called before anything is written. */
final class Texts {
    private Texts() {}

    static void require(String name, @Nullable String text) {
        if (text == null) {
            return;
        }
        SafeText.fault(text, Integer.MAX_VALUE).ifPresent(fault -> {
            throw new StoreException(StoreException.Kind.REFUSED, name + " " + fault, null);
        });
    }

    static void require(NewJob job) {
        require("Job " + job.id() + ": type", job.type());
        require("Job " + job.id() + ": typeVersion", job.typeVersion());
        require("Job " + job.id() + ": subject", job.subject());
        require("Job " + job.id() + ": input", job.input());
    }

    static void require(@Nullable NewNotice notice) {
        if (notice != null) {
            require("Notice " + notice.id() + ": type", notice.type());
            require("Notice " + notice.id() + ": subject", notice.subject());
        }
    }

    static void require(Change change) {
        String job = "Job " + change.jobId() + ": ";
        require(change.notice());
        if (change instanceof Change.Fenced fenced && fenced.attempt() != null) {
            // Its other texts were made storable when it was built.
            require(job + "node", fenced.attempt().node());
        }
        if (change instanceof Change.Complete complete) {
            require(job + "output", complete.result().output());
        } else if (change instanceof Change.RetryLater retry) {
            require(job + "checkpoint", retry.checkpoint());
        } else if (change instanceof Change.PutBack putBack) {
            require(job + "checkpoint", putBack.checkpoint());
        } else if (change instanceof Change.SaveCheckpoint save) {
            require(job + "checkpoint", save.checkpoint());
        } else if (change instanceof Change.OperatorRetry retry) {
            require(job + "activeKey", retry.activeKey());
        } else if (change instanceof Change.FoundIncomplete found) {
            require(job + "node", found.node());
        }
    }
}

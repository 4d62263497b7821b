package dev.analysisjobs;

import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.NoticeSender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps the notices that it is sent, and refuses as many as it is told. */
final class Mailbox implements NoticeSender {
    final List<Notice> notices = new ArrayList<>();
    final String name;
    int failures;

    Mailbox() {
        this("mailbox");
    }

    Mailbox(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(Notice notice) throws Exception {
        notices.add(notice);
        if (failures-- > 0) {
            throw new IOException("mail server away");
        }
    }
}

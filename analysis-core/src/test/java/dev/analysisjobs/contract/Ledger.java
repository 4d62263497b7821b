package dev.analysisjobs.contract;

import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewNotice;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remember what a store said it committed, and compare its outbox with that: exactly one notice for every ending that has
 * one, none for a change that was lost.
 */
final class Ledger {
    private final Set<UUID> promised = ConcurrentHashMap.newKeySet();
    private final JobStore watched;

    Ledger(JobStore store) {
        watched = (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(store, arguments);
                        remember(method.getName(), arguments, answer);
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /** Return the store, watched. */
    JobStore store() {
        return watched;
    }

    private void remember(String method, Object[] arguments, Object answer) {
        if (method.equals("addNotice")) {
            promised.add(((NewNotice) arguments[0]).id());
        } else if (method.equals("apply")) {
            List<?> changes = (List<?>) arguments[0];
            List<?> outcomes = (List<?>) answer;
            for (int i = 0; i < outcomes.size(); i++) {
                NewNotice notice = ((Change) changes.get(i)).notice();
                if (notice != null && outcomes.get(i) == ChangeOutcome.APPLIED) {
                    promised.add(notice.id());
                }
            }
        }
    }

    /** Return where the outbox and the committed changes disagree. */
    List<String> faults(StoreRows rows) {
        List<String> faults = new ArrayList<>();
        Set<UUID> missing = new HashSet<>(promised);
        for (StoreRows.NoticeRow row : rows.notices()) {
            if (!promised.contains(row.noticeId())) {
                faults.add("I10 notice " + row.noticeId() + " tells of nothing that was committed");
            }
            missing.remove(row.noticeId());
        }
        missing.forEach(id -> faults.add("I10 notice " + id + " is missing though its change was committed"));
        return faults;
    }
}

package dev.analysisjobs.contract;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewNotice;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remember what a store said it committed, and compare its outbox with that: exactly one notice for every ending that has
 * one, none for a change that was lost. With a deleted job its promises end.
 */
final class Ledger {
    /** Notice ids, each with the id of what it is about: a job, or the notice itself. */
    private final Map<UUID, UUID> promised = new ConcurrentHashMap<>();

    /** Ids of notices of no job, each with the subject that it names. */
    private final Map<UUID, String> jobless = new ConcurrentHashMap<>();

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
            NewNotice notice = (NewNotice) arguments[0];
            promised.put(notice.id(), notice.jobId() == null ? notice.id() : notice.jobId());
            if (notice.jobId() == null) {
                jobless.put(notice.id(), String.valueOf(notice.subject()));
            }
        } else if (method.endsWith("Alert") && Boolean.TRUE.equals(answer)) {
            NewNotice notice = (NewNotice) arguments[arguments.length - 1];
            promised.put(notice.id(), notice.id());
            jobless.put(notice.id(), String.valueOf(notice.subject()));
        } else if (method.equals("purge")) {
            promised.values().removeAll((List<?>) answer);
        } else if (method.equals("erase")) {
            promised.values()
                    .removeAll(((List<?>) answer)
                            .stream().map(job -> ((AnalysisJob) job).id()).toList());
            jobless.forEach((notice, subject) -> {
                if (subject.equals(arguments[0])) {
                    promised.remove(notice);
                }
            });
        } else if (method.equals("purgeNotices") && (int) answer > 0) {
            promised.keySet().removeAll(jobless.keySet());
        } else if (method.equals("completeWith")) {
            NewNotice notice = ((Change) arguments[0]).notice();
            if (notice != null && answer == ChangeOutcome.APPLIED) {
                promised.put(notice.id(), notice.jobId());
            }
        } else if (method.equals("apply")) {
            List<?> changes = (List<?>) arguments[0];
            List<?> outcomes = (List<?>) answer;
            for (int i = 0; i < outcomes.size(); i++) {
                NewNotice notice = ((Change) changes.get(i)).notice();
                if (notice != null && outcomes.get(i) == ChangeOutcome.APPLIED) {
                    promised.put(notice.id(), notice.jobId());
                }
            }
        }
    }

    /** Return where the outbox and the committed changes disagree. */
    List<String> faults(StoreRows rows) {
        List<String> faults = new ArrayList<>();
        Set<UUID> missing = new HashSet<>(promised.keySet());
        for (StoreRows.NoticeRow row : rows.notices()) {
            if (!promised.containsKey(row.noticeId())) {
                faults.add("I10 notice " + row.noticeId() + " tells of nothing that was committed");
            }
            missing.remove(row.noticeId());
        }
        missing.forEach(id -> faults.add("I10 notice " + id + " is missing though its change was committed"));
        return faults;
    }
}

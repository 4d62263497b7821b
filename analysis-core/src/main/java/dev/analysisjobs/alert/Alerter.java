package dev.analysisjobs.alert;

import dev.analysisjobs.model.Alert;
import dev.analysisjobs.model.AlertRules;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.Uuid7;
import java.util.Collection;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Looks for incidents and tells of each one once, by a notice. Safe on every node at once: the store decides who begins and who
 * ends an incident.
 */
public final class Alerter {
    private final JobStore store;
    private final AlertRules rules;
    private final List<String> types;
    private final String node;
    private final int slots;
    private final IntSupplier leakedSlots;

    /** @param types whose ended jobs count for the failure ratio */
    public Alerter(
            JobStore store,
            AlertRules rules,
            Collection<String> types,
            String node,
            int slots,
            IntSupplier leakedSlots) {
        this.store = store;
        this.rules = rules;
        this.types = List.copyOf(types);
        this.node = node;
        this.slots = slots;
        this.leakedSlots = leakedSlots;
    }

    /** Look once; return whether a notice was stored. */
    public boolean look() {
        Findings.Reading reading = new Findings.Reading(
                store.backlog(types, rules.window()),
                store.pauses(),
                store.troubles(rules.window()),
                node,
                slots,
                leakedSlots.getAsInt());
        boolean told = false;
        for (Finding finding : Findings.of(rules, reading)) {
            told |= store.raiseAlert(
                    finding.rule().name(),
                    finding.key(),
                    finding.message(),
                    rules.coolDown(),
                    notice(
                            Notice.Kind.ALERT_RAISED,
                            finding.key(),
                            finding.rule().code(),
                            finding.message()));
        }
        // What was found a moment ago, by this node or another, the store leaves open.
        for (Alert open : store.alerts()) {
            told |= store.clearAlert(
                    open.rule(),
                    open.key(),
                    rules.clearAfter(),
                    notice(
                            Notice.Kind.ALERT_CLEARED,
                            open.key(),
                            new FailureCode(open.rule()),
                            "over; it began at " + open.raisedAt() + ": " + open.message()));
        }
        return told;
    }

    private static NewNotice notice(Notice.Kind kind, String key, FailureCode code, String message) {
        return new NewNotice(Uuid7.next(), kind, null, key, null, new Failure(code, message));
    }
}

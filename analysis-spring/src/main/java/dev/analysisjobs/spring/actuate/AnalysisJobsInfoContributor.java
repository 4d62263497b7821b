package dev.analysisjobs.spring.actuate;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.model.RateLimit;
import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.spring.AnalysisTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Tells the library's version, this node, and the types with their limits. */
final class AnalysisJobsInfoContributor implements InfoContributor {
    private final AnalysisJobs jobs;
    private final AnalysisTypes types;

    AnalysisJobsInfoContributor(AnalysisJobs jobs, AnalysisTypes types) {
        this.jobs = jobs;
        this.types = types;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(
                "version",
                Objects.requireNonNullElse(AnalysisJobs.class.getPackage().getImplementationVersion(), "unknown"));
        told.put("node", jobs.health().node());
        Map<String, Object> byName = new LinkedHashMap<>();
        types.all().forEach(type -> byName.put(type.name(), describe(type)));
        told.put("types", byName);
        builder.withDetail("analysisJobs", told);
    }

    private Map<String, Object> describe(AnalysisType<?, ?> type) {
        TypePolicy policy = type.policy();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("version", policy.version());
        told.put("handled", types.isHandled(type.name()));
        told.put("timeLimit", policy.timeLimit().toString());
        told.put("maxAttempts", policy.maxAttempts());
        told.put("maxAge", policy.maxAge().toString());
        if (policy.concurrencyAcrossNodes() != null) {
            told.put("concurrencyAcrossNodes", policy.concurrencyAcrossNodes());
        }
        RateLimit rate = policy.rateLimit();
        if (rate != null) {
            told.put("rateLimit", rate.permits() + " per " + rate.per());
        }
        if (policy.retention() != null) {
            told.put("retention", policy.retention().toString());
        }
        told.put("bound", jobs.bound(type).total().toString());
        return told;
    }
}

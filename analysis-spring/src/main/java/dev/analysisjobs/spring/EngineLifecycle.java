package dev.analysisjobs.spring;

import dev.analysisjobs.AnalysisJobs;
import org.springframework.context.SmartLifecycle;

/** Starts the engine before requests are served and stops it after them, before any bean goes that a handler may need. */
final class EngineLifecycle implements SmartLifecycle {
    /** Web servers start and stop at the default phase minus 1024 and 2048. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final AnalysisJobs jobs;
    private final boolean starts;
    private volatile boolean running;

    EngineLifecycle(AnalysisJobs jobs, boolean starts) {
        this.jobs = jobs;
        this.starts = starts;
    }

    @Override
    public void start() {
        if (starts) {
            jobs.start();
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        jobs.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** An engine that was stopped does not start again, so a context of tests must not be paused by stopping it. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

package dev.analysisjobs.spring.testing;

import dev.analysisjobs.memory.InMemoryJobStore;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Deletes all jobs after each test, since tests share their context. */
final class ForgetJobsTestExecutionListener implements TestExecutionListener {

    @Override
    public void afterTestMethod(TestContext test) {
        if (test.hasApplicationContext()) {
            test.getApplicationContext().getBeanProvider(InMemoryJobStore.class).ifAvailable(InMemoryJobStore::clear);
        }
    }
}

package dev.analysisjobs.spring.ai;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Says once, at the start, that a chat model retries by itself: loops in loops multiply calls. */
final class RetryWarning implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(RetryWarning.class);

    private final Environment environment;
    private final ListableBeanFactory beans;

    RetryWarning(Environment environment, ListableBeanFactory beans) {
        this.environment = environment;
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> retrying = retrying();
        if (!retrying.isEmpty()) {
            LOG.warn(
                    "Spring AI retries by itself inside each attempt of a job, so that calls multiply; set {}",
                    String.join(" and ", retrying));
        }
    }

    /** Returns the settings that would switch the retries off that are on. They count repeats: one of them is two calls. */
    List<String> retrying() {
        List<String> retrying = new ArrayList<>();
        boolean openAi = false;
        boolean others = false;
        for (String name : beans.getBeanNamesForType(ChatModel.class, true, false)) {
            Class<?> type = beans.getType(name, false);
            boolean isOpenAi = type != null && type.getName().equals("org.springframework.ai.openai.OpenAiChatModel");
            openAi |= isOpenAi;
            others |= !isOpenAi;
        }
        if (openAi && repeats("spring.ai.openai.max-retries") && repeats("spring.ai.openai.chat.max-retries")) {
            retrying.add("spring.ai.openai.max-retries=0");
        }
        if (others
                && ClassUtils.isPresent(
                        "org.springframework.ai.retry.autoconfigure.SpringAiRetryAutoConfiguration",
                        getClass().getClassLoader())
                && repeats("spring.ai.retry.max-attempts")) {
            retrying.add("spring.ai.retry.max-attempts=0");
        }
        return retrying;
    }

    private boolean repeats(String property) {
        return environment.getProperty(property, Integer.class, 1) != 0;
    }
}

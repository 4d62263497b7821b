package dev.analysisjobs.spring;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

/** Calls a handler's bean, which is fetched from the context at each call: it may be lazy or need what needs this. */
final class HandlerAnalyzer implements Analyzer<Object, Object> {
    private final BeanFactory beans;
    private final Handler handler;

    HandlerAnalyzer(BeanFactory beans, Handler handler) {
        this.beans = beans;
        this.handler = handler;
    }

    @Override
    @SuppressWarnings("unchecked") // The input is decoded to what the handler takes.
    public Verdict<Object> analyze(Object input, AttemptContext context) throws Exception {
        Object bean = beans.getBean(handler.bean());
        Method method = handler.method();
        if (method == null) {
            return ((Analyzer<Object, Object>) bean).analyze(input, context);
        }
        Object returned = invoke(bean, method, input, context);
        return returned instanceof Verdict<?> verdict ? (Verdict<Object>) verdict : Verdict.value(returned);
    }

    private static @Nullable Object invoke(Object bean, Method method, Object input, AttemptContext context)
            throws Exception {
        Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
        ReflectionUtils.makeAccessible(invocable);
        try {
            return invocable.getParameterCount() == 1
                    ? invocable.invoke(bean, input)
                    : invocable.invoke(bean, input, context);
        } catch (InvocationTargetException thrown) {
            ReflectionUtils.rethrowException(thrown.getTargetException());
            throw thrown;
        }
    }
}

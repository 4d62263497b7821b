package dev.analysisjobs.spring;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** Finds what is marked with {@link AnalysisHandler}, by the beans' definitions and without making any of them. */
final class HandlerScan {
    private final ConfigurableListableBeanFactory beans;
    private final List<String> faults;
    private final List<Handler> found = new ArrayList<>();

    private HandlerScan(ConfigurableListableBeanFactory beans, List<String> faults) {
        this.beans = beans;
        this.faults = faults;
    }

    /** Returns the handlers, and adds what is wrong with others to the faults. */
    static List<Handler> run(ConfigurableListableBeanFactory beans, List<String> faults) {
        HandlerScan scan = new HandlerScan(beans, faults);
        for (String name : beans.getBeanDefinitionNames()) {
            if (!ScopedProxyUtils.isScopedTarget(name)) {
                scan.look(name);
            }
        }
        return scan.found;
    }

    private void look(String bean) {
        Class<?> type = AutoProxyUtils.determineTargetClass(beans, bean);
        AnalysisHandler mark = beans.findAnnotationOnBean(bean, AnalysisHandler.class, false);
        if (mark != null) {
            addAnalyzer(bean, type, mark);
        }
        if (type != null && AnnotationUtils.isCandidateClass(type, AnalysisHandler.class)) {
            Map<Method, AnalysisHandler> methods = MethodIntrospector.selectMethods(
                    type, (MethodIntrospector.MetadataLookup<AnalysisHandler>) HandlerScan::markOf);
            methods.forEach((method, marked) -> addMethod(bean, type, method, marked));
        }
    }

    /** The mark of a factory method is that of its bean. */
    private static @Nullable AnalysisHandler markOf(Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, Bean.class)
                ? null
                : AnnotatedElementUtils.findMergedAnnotation(method, AnalysisHandler.class);
    }

    private void addAnalyzer(String bean, @Nullable Class<?> type, AnalysisHandler mark) {
        if (type == null || !Analyzer.class.isAssignableFrom(type)) {
            faults.add("bean '" + bean + "' is marked as the handler of '" + mark.value()
                    + "' and is no Analyzer: mark its method instead");
            return;
        }
        ResolvableType declared = beans.getMergedBeanDefinition(bean).getResolvableType();
        ResolvableType analyzer =
                (declared == ResolvableType.NONE ? ResolvableType.forClass(type) : declared).as(Analyzer.class);
        found.add(new Handler(bean, null, mark, analyzer.getGeneric(0), analyzer.getGeneric(1)));
    }

    private void addMethod(String bean, Class<?> type, Method method, AnalysisHandler mark) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean takes = parameters.length == 1 && parameters[0] != AttemptContext.class
                || parameters.length == 2 && parameters[1] == AttemptContext.class;
        ResolvableType returned = ResolvableType.forMethodReturnType(method, type);
        ResolvableType output = returned.resolve() == Verdict.class ? returned.getGeneric(0) : returned;
        Handler handler = new Handler(
                bean,
                method,
                mark,
                takes ? ResolvableType.forMethodParameter(method, 0, type) : ResolvableType.NONE,
                output);
        if (!takes) {
            faults.add(handler.place()
                    + " takes something else than an input, and an AttemptContext after it if it likes");
        } else if (returned.resolve() == void.class) {
            faults.add(handler.place() + " returns nothing: it has to return the output or a Verdict");
        } else {
            found.add(handler);
        }
    }
}

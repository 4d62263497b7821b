package dev.analysisjobs;

import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store whose methods can be made to fail: a real database cannot be made to fail at these very points. */
final class FaultyStores {
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Action> actions = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    private record Fault(AtomicInteger left, boolean afterwards, Supplier<? extends Throwable> thrown) {}

    /** Let the next calls of a method fail before they do anything. */
    void failBefore(String method, int times, Supplier<? extends Throwable> thrown) {
        faults.put(method, new Fault(new AtomicInteger(times), false, thrown));
    }

    /** Let the next calls of a method fail after they have done their work. */
    void failAfter(String method, int times, Supplier<? extends Throwable> thrown) {
        faults.put(method, new Fault(new AtomicInteger(times), true, thrown));
    }

    /** Do something on the caller's thread before each call of a method. */
    void doBefore(String method, Action action) {
        actions.put(method, action);
    }

    /** What is done before a call. */
    interface Action {
        void run() throws Exception;
    }

    int calls(String method) {
        return calls.getOrDefault(method, new AtomicInteger()).get();
    }

    JobStore around(JobStore store) {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, args) -> {
                    Fault fault = faults.get(method.getName());
                    boolean fails = fault != null && fault.left().getAndDecrement() > 0;
                    calls.computeIfAbsent(method.getName(), name -> new AtomicInteger())
                            .incrementAndGet();
                    Action action = actions.get(method.getName());
                    if (action != null) {
                        action.run();
                    }
                    if (fails && !fault.afterwards()) {
                        throw fault.thrown().get();
                    }
                    Object answer;
                    try {
                        answer = method.invoke(store, args);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (fails) {
                        throw fault.thrown().get();
                    }
                    return answer;
                });
    }

    static StoreException away() {
        return new StoreException(StoreException.Kind.TRANSIENT, "the database is away", null);
    }
}

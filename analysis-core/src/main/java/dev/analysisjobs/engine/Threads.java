package dev.analysisjobs.engine;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the threads that run attempts: virtual ones where they are wanted and the JVM has them (Java 21), else a bounded pool. */
final class Threads {
    private Threads() {}

    /**
     * Return threads for work that waits most of its time, one for each slot taken: the callers keep to their number, a
     * platform pool bounds it.
     */
    static ExecutorService forSlots(String name, EngineSettings settings) {
        ExecutorService virtual = settings.virtualThreads() ? virtual(name) : null;
        return virtual != null ? virtual : queueing(name, settings.concurrency());
    }

    /** A slot comes free a moment before its thread does, so its next holder may have to wait that moment. */
    private static ExecutorService queueing(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Return a bounded pool of platform threads that rejects what finds no free one. */
    static ExecutorService platform(String name, int most) {
        return new ThreadPoolExecutor(0, most, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), factory(name));
    }

    private static ThreadFactory factory(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    // Thread.ofVirtual and Executors.newThreadPerTaskExecutor are of Java 21; the library is built for 17.
    private static @Nullable ExecutorService virtual(String name) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1L);
            Object factory = type.getMethod("factory").invoke(named);
            Method make = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
            return (ExecutorService) make.invoke(null, factory);
        } catch (ReflectiveOperationException olderJvm) {
            return null;
        }
    }
}

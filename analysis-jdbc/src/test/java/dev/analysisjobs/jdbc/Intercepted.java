package dev.analysisjobs.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.Callable;

/** A real connection with something done around its calls. */
final class Intercepted {
    private Intercepted() {}

    interface Around {
        Object call(String method, Object[] args, Callable<Object> call) throws Throwable;
    }

    static Connection connection(Connection real, Around around) {
        return (Connection) Proxy.newProxyInstance(
                Intercepted.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> around.call(method.getName(), args, () -> {
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException thrown) {
                        if (thrown.getCause() instanceof Exception cause) {
                            throw cause;
                        }
                        throw thrown;
                    }
                }));
    }
}

package dev.analysisjobs.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** A real connection with something done around its calls. */
final class Intercepted {
    private static final Pattern WRITES = Pattern.compile("\\b(INSERT INTO|UPDATE|DELETE FROM) ");

    private Intercepted() {}

    interface Around {
        Object call(String method, Object[] args, Callable<Object> call) throws Throwable;
    }

    static Connection connection(Connection real, Around around) {
        return proxy(Connection.class, real, around);
    }

    /**
     * As {@link #connection}; also a statement that writes and commits by itself is told as "commit", without arguments, when it
     * is executed.
     */
    static Connection commits(Connection real, Around around) {
        return connection(real, (method, args, call) -> {
            if (!method.equals("prepareStatement")
                    || !real.getAutoCommit()
                    || !WRITES.matcher((String) args[0]).find()) {
                return around.call(method, args, call);
            }
            PreparedStatement statement = (PreparedStatement) around.call(method, args, call);
            return proxy(
                    PreparedStatement.class,
                    statement,
                    (ofStatement, values, run) ->
                            ofStatement.startsWith("execute") ? around.call("commit", new Object[0], run) : run.call());
        });
    }

    private static <T> T proxy(Class<T> type, T real, Around around) {
        return type.cast(Proxy.newProxyInstance(
                Intercepted.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> around.call(method.getName(), args, () -> {
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException thrown) {
                        if (thrown.getCause() instanceof Exception cause) {
                            throw cause;
                        }
                        throw thrown;
                    }
                })));
    }
}

package dev.analysisjobs.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection of the transaction that a thread is in.
 *
 * @param afterCommit collects what is done once it is committed; null when its end cannot be seen, since it is the caller's
 */
record Bound(Connection connection, @Nullable List<Runnable> afterCommit) {

    /** Returns the connection for the app, which must not end the store's transaction; closing it does nothing. */
    Connection guarded() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "close":
                            return null;
                        case "commit", "setAutoCommit", "abort":
                            throw refused(method.getName());
                        case "rollback":
                            if (arguments == null) {
                                throw refused("rollback");
                            }
                            break;
                        default:
                            break;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static IllegalStateException refused(String method) {
        return new IllegalStateException(
                method + "() on the connection of a completion: the store ends its transaction; throw to roll it back");
    }
}

package dev.analysisjobs.jdbc.crash;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** The network between the workers and a server, with the faults that real ones have. Thread-safe. */
final class Proxy implements AutoCloseable {

    /** What happens to a connection that commits. */
    enum AtCommit {
        PASS,
        /** Cut before the server hears of it. */
        CUT_BEFORE,
        /** Cut when the server has committed and says so; the client does not hear it. */
        CUT_AFTER
    }

    private final int serverPort;
    private final Supplier<Wire> wires;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger cutBefore = new AtomicInteger();
    private final AtomicInteger cutAfter = new AtomicInteger();
    private final Object gate = new Object();
    private volatile IntFunction<AtCommit> atCommit = number -> AtCommit.PASS;
    private volatile boolean held;
    private volatile boolean refusing;

    Proxy(int serverPort, Supplier<Wire> wires) {
        this.serverPort = serverPort;
        this.wires = wires;
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        start("accepts", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts all connections now; new ones pass. */
    void cutAll() {
        links.forEach(Link::cut);
    }

    /** Lets nothing through in either direction and says nothing, until it is {@link #release released}. */
    void hold() {
        held = true;
    }

    /** Lets through what was held back, late as it is, to those that still listen. */
    void release() {
        synchronized (gate) {
            held = false;
            gate.notifyAll();
        }
    }

    /** Turns new connections away, or no more. */
    void refuse(boolean value) {
        refusing = value;
    }

    /** Decides about each commit by its number, from 1. */
    void atCommit(IntFunction<AtCommit> decision) {
        atCommit = decision;
    }

    /** Returns for how many answers clients have waited. */
    int requests() {
        return requests.get();
    }

    int cutBefore() {
        return cutBefore.get();
    }

    int cutAfter() {
        return cutAfter.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    // Without lingering the client sees a reset.
                    client.setSoLinger(true, 0);
                    client.close();
                } else {
                    new Link(client).start();
                }
            } catch (IOException closed) {
                // The listener was closed, or this one client has gone already.
            }
        }
    }

    private void passGate() throws InterruptedException {
        if (held) {
            synchronized (gate) {
                while (held) {
                    gate.wait();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cutAll();
        release();
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection through. */
    private final class Link {
        private final Socket client;
        private final Socket server = new Socket();
        private final Wire wire = wires.get();
        private volatile boolean cutAtAnswer;

        Link(Socket client) {
            this.client = client;
        }

        void start() {
            Proxy.start("link", () -> {
                try {
                    // Also the handshake waits at the gate.
                    passGate();
                    server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
                    client.setTcpNoDelay(true);
                    server.setTcpNoDelay(true);
                    links.add(this);
                    Proxy.start("answers", this::passAnswers);
                    passRequests();
                } catch (IOException | InterruptedException ended) {
                    cut();
                }
            });
        }

        private void passRequests() throws IOException, InterruptedException {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = server.getOutputStream();
            boolean greeted = false;
            while (true) {
                byte[] message = wire.read(in);
                passGate();
                if (greeted && wire.isRequest(message)) {
                    requests.incrementAndGet();
                }
                if (greeted && wire.isCommit(message)) {
                    AtCommit fate = atCommit.apply(commits.incrementAndGet());
                    if (fate == AtCommit.CUT_BEFORE) {
                        cutBefore.incrementAndGet();
                        throw new IOException("cut before the commit");
                    }
                    cutAtAnswer = fate == AtCommit.CUT_AFTER;
                }
                greeted = true;
                out.write(message);
            }
        }

        private void passAnswers() {
            byte[] buffer = new byte[64 * 1024];
            try {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    passGate();
                    if (cutAtAnswer) {
                        if (wire.endsAnswer(buffer, read)) {
                            cutAfter.incrementAndGet();
                            break;
                        }
                        continue;
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException | InterruptedException ended) {
                // Whoever began, both ends are cut.
            }
            cut();
        }

        void cut() {
            links.remove(this);
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.close();
                } catch (IOException ignored) {
                    // It is cut.
                }
            }
        }
    }
}

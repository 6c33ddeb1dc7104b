package org.tombolo.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Stands before a server on loopback, and drops connections in the middle. Knows nothing of what goes through it.
public final class FaultyProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger drops = new AtomicInteger();
    private volatile boolean upwards;
    private volatile boolean staysDown;
    private volatile boolean down;

    public FaultyProxy(int server) {
        this.server = server;
        try {
            listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// Once so many more bytes came back from the server, every connection is dropped, once.
    public void dropAfterReceived(long bytes) {
        upwards = false;
        left.set(bytes);
    }

    /// The same for what is sent to the server.
    public void dropAfterSent(long bytes) {
        upwards = true;
        left.set(bytes);
    }

    /// After the next drop nobody gets through until [#mend].
    public void stayDown() {
        staysDown = true;
    }

    public void mend() {
        staysDown = false;
        down = false;
    }

    public int drops() {
        return drops.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                if (down) {
                    client.close();
                    continue;
                }
                open.add(client);
                Thread.ofVirtual().start(() -> join(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void join(Socket client) {
        try (client;
                var to = new Socket(InetAddress.getLoopbackAddress(), server)) {
            open.add(to);
            client.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            var up = Thread.ofVirtual().start(() -> pump(client, to, true));
            pump(to, client, false);
            up.join();
        } catch (IOException e) {
            // the server is away: so are we
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void pump(Socket from, Socket to, boolean up) {
        var buffer = new byte[1 << 16];
        try (from;
                to) {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (up == upwards && isLast(n)) {
                    down = staysDown;
                    drops.incrementAndGet();
                    dropAll();
                    return;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // one side is gone
        }
    }

    /// Whether these bytes are more than may pass: of all connections, one is told so.
    private boolean isLast(int bytes) {
        long before = left.getAndUpdate(now -> now == Long.MAX_VALUE || now < bytes ? Long.MAX_VALUE : now - bytes);
        return before < bytes;
    }

    private void dropAll() {
        for (var each : open) {
            try {
                each.setSoLinger(true, 0);
                each.close();
            } catch (IOException e) {
                // it was closed already: the others are not
            }
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var each : open) {
            each.close();
        }
    }
}

import com.sun.net.httpserver.HttpServer;

/// Serves networks over HTTP, the way OpenAI's clients expect it, each under the name of its file: base.network is
/// "base". It listens on this machine only.
///
/// java Serve.java --networks base.network,tuned.network [--port 8080]
///
/// Without --port it listens where Tombolo says: TOMBOLO_PORT_HTTP holds what `port: 0` was allotted.

void main(String[] args) throws Exception {
    Program.run("Serve", args, List.of("networks", "port"), options -> {
        var networks = new LinkedHashMap<String, Network>();
        for (var file : options.text("networks").split(",")) {
            networks.put(Network.name(Path.of(file)), Network.load(Path.of(file)));
        }
        var allotted = System.getenv().getOrDefault("TOMBOLO_PORT_HTTP", "8080");
        int port = (int) options.number("port", Integer.parseInt(allotted));
        System.setProperty("sun.net.httpserver.nodelay", "true"); // a token goes out at once, not with the next one

        var address = System.getenv().getOrDefault("TOMBOLO_ADDRESS", "127.0.0.1"); // a cluster's node is asked from others
        var server = listen(address, port);
        server.createContext("/", new Api(networks));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            IO.println("stopping: answers that have begun get two seconds");
            server.stop(2);
        }));
        IO.println("serving %s on http://%s:%d/v1".formatted(networks.keySet(), address, server.getAddress().getPort()));
    });
}

HttpServer listen(String address, int port) throws IOException {
    try {
        return HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (BindException e) {
        throw new IOException("port %d of %s: %s".formatted(port, address, e.getMessage()), e);
    }
}

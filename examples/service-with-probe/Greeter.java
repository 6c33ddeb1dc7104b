import com.sun.net.httpserver.HttpServer;

/// Both ends of a conversation: `serve` greets whoever asks for /greet/NAME, `call NAME` asks.

void main(String[] args) throws IOException {
    if (args.length == 1 && args[0].equals("serve")) {
        serve(Integer.parseInt(System.getenv("TOMBOLO_PORT_HTTP")));
    } else if (args.length == 2 && args[0].equals("call")) {
        call(System.getenv("TOMBOLO_SERVICE_GREETER_HTTP"), args[1]);
    } else {
        System.err.println("java Greeter.java serve | call NAME");
        System.exit(2);
    }
}

void serve(int port) throws IOException {
    var address = System.getenv().getOrDefault("TOMBOLO_ADDRESS", "127.0.0.1"); // a cluster's node is asked from others
    var server = HttpServer.create(new InetSocketAddress(address, port), 0);
    server.createContext("/", exchange -> {
        var path = exchange.getRequestURI().getPath();
        boolean known = path.equals("/ready") || path.startsWith("/greet/");
        var answer = known ? "Hello, " + path.substring(path.lastIndexOf('/') + 1) + "\n" : "ask for /greet/NAME\n";
        var bytes = answer.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        IO.println(path + (known ? " greeted" : " unknown"));
    });
    server.start();
    IO.println("listening on port " + port);
}

void call(String service, String name) throws IOException {
    try (var in = URI.create("http://" + service + "/greet/" + name).toURL().openStream()) {
        IO.print(new String(in.readAllBytes(), StandardCharsets.UTF_8)); // any status but 200 throws: the job fails
    }
}

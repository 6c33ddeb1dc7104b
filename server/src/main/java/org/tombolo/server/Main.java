package org.tombolo.server;

import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Json;
import org.tombolo.wire.Problems;

/// The server's process: `TOMBOLO_HOME` names its state folder. When it is ready it says so, in one line, on its
/// output.
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(System.getenv()));
    }

    private static int run(Map<String, String> environment) throws InterruptedException {
        var home = environment.getOrDefault("TOMBOLO_HOME", "");
        if (home.isEmpty()) {
            System.err.println(
                    "TOMBOLO_HOME: expected the path of the state folder, found nothing; \"tombolo up\" sets it");
            return 2;
        }
        Logs.none();
        Logger log = LoggerFactory.getLogger(Main.class);
        try {
            var server = Server.start(Path.of(home).toAbsolutePath().normalize(), environment);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
            System.out.println(Json.text(server.file()));
            server.await();
            return 0;
        } catch (TomboloException e) {
            log.error("the server ends: {}", e.getMessage());
            System.err.println("tombolo: " + e.getMessage());
            return Problems.exitCode(e.code());
        }
    }
}

package org.tombolo.cli.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombolo.cli.home.Home;
import org.tombolo.cli.home.Server;
import org.tombolo.cli.home.Tokens;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// Where the factory is, and the secret for it: `TOMBOLO_URL`, else the server of this home. A restarted server listens
/// elsewhere, so what is known can be forgotten and looked up again.
public final class Link {
    /// Between two bytes of an answer; streams send a comment more often than that.
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Map<String, String> environment;
    private final Home home;
    private final Server server;
    private @Nullable Http http;

    public Link(Map<String, String> environment, Home home, Server server) {
        this.environment = environment;
        this.home = home;
        this.server = server;
    }

    public Http http() {
        var known = http;
        if (known == null) {
            known = isElsewhere() ? elsewhere() : here();
            http = known;
        }
        return known;
    }

    public void forget() {
        http = null;
    }

    /// Whether the factory was named, and is not ours to start.
    public boolean isElsewhere() {
        return !environment.getOrDefault("TOMBOLO_URL", "").isBlank();
    }

    private Http here() {
        var file = server.running()
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.UNREACHABLE,
                        "no factory runs on %s: start it with \"tombolo up\" (\"tombolo run\" does so by itself), or name another one by TOMBOLO_HOME or TOMBOLO_URL"
                                .formatted(home.folder())));
        return new Http(address(file.url(), home.serverFile().toString()), Tokens.find(environment, home), PATIENCE);
    }

    private Http elsewhere() {
        var base = address(environment.getOrDefault("TOMBOLO_URL", "").strip(), "TOMBOLO_URL");
        if (isLoopback(base)) {
            return new Http(base, Tokens.find(environment, home), PATIENCE);
        }
        if (!"https".equals(base.getScheme())) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "TOMBOLO_URL=%s: expected https for a factory on another machine, because the token goes with every request"
                            .formatted(base));
        }
        // The home's own token is an operator's, and for the factory of this home alone.
        var token = Optional.of(environment.getOrDefault("TOMBOLO_TOKEN", "").strip())
                .filter(text -> !text.isEmpty())
                .or(() -> {
                    throw new TomboloException(
                            ErrorCode.UNAUTHENTICATED,
                            "TOMBOLO_URL names a factory on another machine: set TOMBOLO_TOKEN to a token of it (its operator makes one with \"tombolo tokens issue\")");
                });
        return new Http(base, token, PATIENCE);
    }

    private static boolean isLoopback(URI base) {
        return switch (base.getHost()) {
            case "127.0.0.1", "localhost", "[::1]" -> true;
            default -> false;
        };
    }

    private static URI address(String text, String where) {
        try {
            var uri = new URI(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // the one message below
        }
        throw new TomboloException(
                ErrorCode.BAD_INPUT,
                "%s: expected an address such as http://127.0.0.1:7373, found \"%s\""
                        .formatted(where, Names.printable(text)));
    }
}

package org.tombolo.cli.command;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.tombolo.cli.client.FactoryClient;
import org.tombolo.cli.client.Ids;
import org.tombolo.cli.client.Link;
import org.tombolo.cli.home.Home;
import org.tombolo.cli.home.Launch;
import org.tombolo.cli.home.Server;
import org.tombolo.cli.term.Screen;

/// What every command works with: where it writes, whose factory it asks.
public final class Session {
    /// The project of a factory that was never told of another one.
    private static final String FIRST_PROJECT = "default";

    private final Map<String, String> environment;
    private final Screen screen;
    private final Clock clock;
    private final Home home;
    private final Server server;
    private final FactoryClient factory;

    public Session(Map<String, String> environment, Screen screen, Clock clock) {
        this.environment = environment;
        this.screen = screen;
        this.clock = clock;
        this.home = Home.of(environment);
        this.server = new Server(home, Launch.of(environment));
        this.factory = new FactoryClient(new Link(environment, home, server));
    }

    public Screen screen() {
        return screen;
    }

    public Clock clock() {
        return clock;
    }

    public Home home() {
        return home;
    }

    public Server server() {
        return server;
    }

    public FactoryClient factory() {
        return factory;
    }

    public String drawId() {
        return Ids.draw(clock.instant(), new SecureRandom());
    }

    /// `--project`, else `TOMBOLO_PROJECT`, else the first one.
    public String project(Optional<String> named) {
        return named.or(() ->
                        Optional.ofNullable(environment.get("TOMBOLO_PROJECT")).filter(text -> !text.isBlank()))
                .orElse(FIRST_PROJECT);
    }

    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name));
    }
}

package org.tombolo.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.FakeFactory;
import org.tombolo.cli.Samples;
import org.tombolo.cli.home.Home;
import org.tombolo.cli.home.Launch;
import org.tombolo.cli.home.Server;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.run.Run;

final class RunWatchTest {
    private static final String EVENTS = "/api/v1/projects/default/runs/r1/events";

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    private RunWatch watch(FakeFactory factory, Duration patience) {
        var environment = Map.of("TOMBOLO_URL", factory.url());
        var home = new Home(folder);
        var link =
                new Link(environment, home, new Server(home, new Launch(Path.of("none"), "", List.of(), environment)));
        return new RunWatch(new FactoryClient(link), "default", "r1", new Patience(notes::add, patience));
    }

    @Test
    void goesOnBehindWhatItHasSeenWhenTheConnectionBreaks() throws Exception {
        var calls = new AtomicInteger();
        try (var factory = new FakeFactory().on("GET", EVENTS, exchange -> {
            FakeFactory.events(exchange);
            if (calls.incrementAndGet() == 1) {
                FakeFactory.event(exchange, "run", "1.5", Samples.run("r1", "running", 5));
                return; // and the server is gone
            }
            FakeFactory.event(exchange, "end", "1.9", Samples.run("r1", "succeeded", 9));
        })) {
            var seen = new ArrayList<String>();
            var last = watch(factory, Duration.ofSeconds(20)).until(Run::isEnded, run -> seen.add(run.state()));
            assertThat(last.state()).isEqualTo("succeeded");
            assertThat(seen).containsExactly("running", "succeeded");
            assertThat(factory.requests())
                    .extracting(FakeFactory.Request::query)
                    .containsExactly("", "after=1.5");
        }
    }

    @Test
    void waitsWhileTheFactoryPausesAndSaysSoOnce() throws Exception {
        var calls = new AtomicInteger();
        try (var factory = new FakeFactory().on("GET", EVENTS, exchange -> {
            if (calls.incrementAndGet() < 6) {
                FakeFactory.problem(exchange, ErrorCode.PAUSED, "the journal is full");
                return;
            }
            FakeFactory.events(exchange);
            FakeFactory.event(exchange, "end", "1.9", Samples.run("r1", "failed", 9));
        })) {
            assertThat(watch(factory, Duration.ofSeconds(20))
                            .until(Run::isEnded)
                            .state())
                    .isEqualTo("failed");
            assertThat(notes).hasSize(2);
            assertThat(notes.getFirst()).startsWith("the journal is full; trying again");
            assertThat(notes.getLast()).isEqualTo("the factory is back");
        }
    }

    @Test
    void givesUpOnAFactoryThatDoesNotComeBackAndSaysThatWorkGoesOn() {
        var factory = new FakeFactory();
        var watch = watch(factory, Duration.ofMillis(200));
        factory.close();
        assertThatThrownBy(() -> watch.until(Run::isEnded))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE))
                .hasMessageContaining("Work goes on without it");
    }

    @Test
    void doesNotAskAgainWhenThereIsNoSuchRun() {
        try (var factory = new FakeFactory().refuse("GET", EVENTS, ErrorCode.NOT_FOUND, "no run r1")) {
            assertThatThrownBy(() -> watch(factory, Duration.ofSeconds(20)).until(Run::isEnded))
                    .hasMessage("no run r1");
            assertThat(factory.requests()).hasSize(1);
        }
    }
}

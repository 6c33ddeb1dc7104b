package org.tombolo.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.Ordered;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.Story;

/// A service whose port somebody else has.
@Tag("faults")
@ExtendWith(PackedProgram.class)
class PortFaultsTest {
    @TempDir
    private Path scratch;

    private static Story serving(int port) {
        var text = """
                version: v4
                services:
                  web:
                    network: {ports: [{name: http, port: %d, protocol: tcp}]}
                    script: sleep 300
                jobs:
                  ask:
                    depends-on: [{name: web, status: RUNNING}]
                    script: test "$TOMBOLO_SERVICE_WEB_HTTP" = 127.0.0.1:%d
                """.formatted(port, port);
        return new Story(text, "succeeded", Ordered.none());
    }

    @Test
    void failsByNameWhileAStrangerHoldsItAndSucceedsAfterwards(Program program) throws Exception {
        var factory = Factory.in(scratch, program);
        try (var _ = factory.command().start().awaitReady()) {
            int port;
            try (var stranger = new ServerSocket(0)) {
                port = stranger.getLocalPort();
                factory.begin("taken", serving(port));
                var taken = factory.end("taken");
                assertThat(taken.state()).isEqualTo("failed");
                assertThat(taken.why())
                        .as("%s", taken)
                        .hasValueSatisfying(why -> assertThat(why)
                                .contains("web", "port " + port + " is in use by a program that is not ours"));
            }
            assertThat(factory.carryOut("free", serving(port))).isEqualTo(List.of());
            assertThat(factory.client().run("free").why()).isEqualTo(Optional.empty());
        }
    }
}

package org.tombolo.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.chaos.Ledger;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.Story;

/// Whatever a script leaves behind is gone with it.
@Tag("faults")
@ExtendWith(PackedProgram.class)
class LeftoversTest {
    private static final String DAEMONS = """
            sleep 301 &
            nohup sleep 302 >/dev/null 2>&1 &
            setsid sleep 303 </dev/null >/dev/null 2>&1 &
            setsid sh -c 'trap "" TERM HUP INT; (sleep 304; sleep 305) & sleep 306' </dev/null >/dev/null 2>&1 &
            (setsid sh -c '(exec sleep 307) & exit' &)
            sleep 0.3
            """;

    @TempDir
    private Path scratch;

    private Factory factory;

    @BeforeEach
    void aFactory(Program program) {
        factory = Factory.in(scratch, program);
    }

    private static Story leaving(String last) {
        var script = (Ledger.SAY + "say start\n" + DAEMONS + last).indent(6);
        var expected = new LinkedHashMap<String, List<String>>();
        return new Story(
                "version: v4\njobs:\n  leaves:\n    env: [JOB=leaves]\n    script: |\n" + script,
                "succeeded",
                expected);
    }

    @Test
    void daemonsAreGoneWhenTheirScriptHasEnded() throws Exception {
        try (var _ = factory.command().start().awaitReady()) {
            assertThat(factory.carryOut("d", leaving("say end\n"))).isEmpty();
            assertThat(factory.ledger().of("d", "leaves", 0)).containsExactly("1 start", "1 end");
            assertThat(factory.ledger().awaitSilence(Duration.ofSeconds(5))).isEmpty();
        }
    }

    @Test
    void daemonsAreGoneWhenTheirRunWasStopped() throws Exception {
        try (var _ = factory.command().start().awaitReady()) {
            factory.begin("d", leaving("say up\nwait\n"));
            awaitWord("d", "1 up");
            assertThat(factory.ledger().alive()).hasSizeGreaterThan(6);
            factory.client().stop("d");

            assertThat(factory.end("d").state()).isEqualTo("stopped");
            assertThat(factory.ledger().awaitSilence(Duration.ofSeconds(5))).isEmpty();
        }
    }

    @Test
    void daemonsAreGoneWhenTheirScriptEndedWhileNoServerRan() throws Exception {
        try (var server = factory.command().start().awaitReady()) {
            factory.begin("d", leaving("say up\nsleep 1\nsay end\n"));
            awaitWord("d", "1 up");
            server.kill();
        }
        awaitWord("d", "1 end");
        try (var _ = factory.command().start().awaitReady()) {
            assertThat(factory.end("d").state()).isEqualTo("succeeded");
            assertThat(factory.ledger().awaitSilence(Duration.ofSeconds(5))).isEmpty();
        }
    }

    private void awaitWord(String run, String word) throws Exception {
        for (int look = 0; look < 1_000; look++) {
            if (factory.ledger().of(run, "leaves", 0).contains(word)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("never said: " + word);
    }
}

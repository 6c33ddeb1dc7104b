package org.tombolo.testkit.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

/// `exec` and `connect` against a real server, with real processes and a real terminal.
@Tag("slow")
final class InsideTest {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String WORK = """
            version: v4
            jobs:
              long: {script: 'echo running; exec sleep 3000'}
              sweep: {script: 'exec sleep 3000', task-array: {start: 1, end: 3, concurrency: 1}}
            """;

    @TempDir
    Path folder;

    private Newcomer newcomer;

    @BeforeEach
    void arrive() throws Exception {
        newcomer = new Newcomer(folder, CLONE);
        Files.writeString(folder.resolve("work.yaml"), WORK);
        assertThat(newcomer.tombolo(LIMIT, "run", "--detach", "work.yaml").status())
                .isZero();
        var limit = Instant.now().plus(LIMIT);
        while (!newcomer.tombolo(LIMIT, "logs", "last", "long").out().contains("running")) {
            assertThat(Instant.now()).isBefore(limit);
        }
    }

    @AfterEach
    void leave() throws Exception {
        newcomer.close();
    }

    private Newcomer.Came type(String... words) throws Exception {
        return newcomer.tombolo(LIMIT, words);
    }

    private static void await(Condition condition) throws Exception {
        var limit = Instant.now().plus(LIMIT);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("it was given " + LIMIT).isBefore(limit);
            Thread.sleep(50);
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static boolean isAlive(String pid) {
        try {
            return !Files.readString(Path.of("/proc", pid, "stat")).contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void passesBytesAndTheExitCodeBothWays() throws Exception {
        var came = newcomer.line(
                LIMIT,
                "head -c 20000000 /dev/urandom >in && ./tombolo exec last/long -- cat <in >out && cmp in out && echo same");
        assertThat(came.out()).as(came.err()).isEqualTo("same\n");

        var said = type("exec", "last/long", "--", "sh", "-c", "echo out; echo err >&2; exit 7");
        assertThat(said).isEqualTo(new Newcomer.Came(7, "out\n", "err\n"));

        var log = Files.readString(newcomer.home().resolve("logs/server.log"));
        assertThat(log)
                .containsPattern("audit: user \\S+ runs a command in \\S+/long/0/1 \\(exec \\S+\\)")
                .containsPattern("audit: the command of user \\S+ in \\S+/long/0/1 \\(exec \\S+\\) ended: exit code 7")
                .doesNotContain("echo out");
    }

    @Test
    void copiesFilesAndFoldersOutOfAJobAndIntoIt() throws Exception {
        var place = Files.createDirectory(folder.resolve("place")).toString();
        newcomer.line(
                LIMIT, "mkdir -p tree/deep && echo one >tree/deep/one && echo two >tree/two && chmod 755 tree/two");

        var into = type("cp", "tree", "last:long:" + place + "/");
        assertThat(into.status()).as(into.err()).isZero();
        assertThat(into.out()).contains("copied 2 files");
        assertThat(Path.of(place, "tree/deep/one")).hasContent("one\n");
        assertThat(Path.of(place, "tree/two")).isExecutable();

        var out = type("cp", "last:long:" + place + "/tree", "back");
        assertThat(out.status()).as(out.err()).isZero();
        assertThat(folder.resolve("back/tree/deep/one")).hasContent("one\n");
        assertThat(folder.resolve("back/tree/two")).isExecutable();
        assertThat(type("cp", "last:sweep/3:/etc/passwd", "-").err()).contains("sweep/3 does not run");
        assertThat(type("cp", "last:long:/nowhere/at-all", "-").err()).contains("sees no \"/nowhere/at-all\"");
    }

    @Test
    void saysWhichTasksThereAreToEnter() throws Exception {
        var run = type("ps").out().lines().skip(1).findFirst().orElseThrow().split(" ", -1)[0];
        assertThat(type("exec", "last", "true").err()).contains("has several jobs, expected one of long, sweep");
        assertThat(type("exec", "last/swep", "true").err()).contains("no job \"swep\"", "long, sweep");
        assertThat(type("exec", "last/sweep", "true").err())
                .contains("job sweep has tasks 1 to 3: say which one, as in %s/sweep/1".formatted(run));
        assertThat(type("exec", "last/sweep/3", "true").err()).contains("sweep/3 does not run");
        var none = type("connect", "last/long");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("connect needs a terminal");
    }

    /// Types when it has seen what it waits for, as people do.
    @Test
    void opensATerminalThatIsResizedWithOurs() throws Exception {
        Files.writeString(folder.resolve("terminal.sh"), """
                stty rows 40 cols 111
                (until [ -e resize ]; do sleep 0.1; done; stty -F /dev/tty rows 20 cols 60) &
                exec ./tombolo connect last/long -- sh
                """);
        Files.writeString(folder.resolve("typing.sh"), """
                touch log
                see() { until grep -q "$1" log; do sleep 0.1; done; }
                see '[#$] '; printf 'stty size\\n'
                see '^40 111'; touch resize
                until grep -q '^20 60' log; do printf 'stty size\\n'; sleep 0.3; done
                printf 'sh -c \\047echo pid=$$; exec sleep 999\\047\\n'
                see '^pid=[0-9]'; pid=$(sed -n 's/^pid=\\([0-9]*\\).*/\\1/p' log)
                until tr '\\0' ' ' </proc/$pid/cmdline | grep -q '^sleep'; do sleep 0.1; done; printf '\\003'
                see '\\^C'; printf 'exit 4\\n'
                """);
        var came = newcomer.line(LIMIT, "sh typing.sh | script -qef -c 'sh terminal.sh' log; exit $?");
        assertThat(came.status()).as(came.all()).isEqualTo(4);
        assertThat(type("show", "last").out()).contains("running");
    }

    @Test
    void aCommandEndsWithTheServerAndWithItsAsker() throws Exception {
        var words = new String[] {"exec", "last/long", "--", "sh", "-c", "echo $$; exec sleep 3000"};
        var killed = newcomer.begin(words);
        await(() -> Files.readString(killed.out()).endsWith("\n"));
        var first = Files.readString(killed.out()).strip();
        killed.process().destroyForcibly().waitFor();
        await(() -> !isAlive(first));

        var left = newcomer.begin(words);
        await(() -> Files.readString(left.out()).endsWith("\n"));
        var second = Files.readString(left.out()).strip();
        var server = Json.answer(Files.readAllBytes(newcomer.home().resolve("server.json")), ServerFile.class);
        ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
        var came = newcomer.wait(left, LIMIT);

        assertThat(came.status()).isEqualTo(3);
        assertThat(came.err()).contains("the connection to the command broke", "the job goes on");
        await(() -> !isAlive(second));
        await(() -> !isAlive(String.valueOf(server.pid())));
    }
}

package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tombolo.enginehosts.TestingMachine.await;
import static org.tombolo.enginehosts.TestingMachine.job;
import static org.tombolo.enginehosts.TestingMachine.placed;
import static org.tombolo.enginehosts.TestingMachine.script;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.engine.Exec;
import org.tombolo.engine.Seen;
import org.tombolo.engine.StopOrder;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.ExecOrder;

/// Commands inside of attempts that run as processes of the machine.
@Tag("slow")
class ExecTest {
    @TempDir
    Path folder;

    private TestingMachine machine;
    private int drawn;

    @BeforeEach
    void open() {
        machine = TestingMachine.of(folder, HostsSettings.LOCAL.withLogLimit(1L << 20));
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private AttemptId running(WorkSpec work) {
        var id = machine.submit(job("long", work));
        await(() ->
                machine.state(id).filter(Seen.State.Running.class::isInstance).isPresent());
        return id;
    }

    private Exec exec(AttemptId id, String... command) {
        return machine.engine.exec(id, new ExecOrder("exec" + drawn++, List.of(command), Optional.empty()));
    }

    private Exec terminal(AttemptId id, String... command) {
        var terminal = new ExecOrder.Terminal("xterm", new ExecOrder.Size(97, 31));
        return machine.engine.exec(id, new ExecOrder("exec" + drawn++, List.of(command), Optional.of(terminal)));
    }

    @Test
    void runsACommandInTheEnvironmentTheFolderAndTheLimitsOfTheJob() {
        var id = running(script("MINE='to itself'; export MINE; pwd; cat /proc/self/cgroup; exec sleep 1000"));
        await(() -> machine.out(id).contains("0::") || machine.out(id).contains("memory"));

        var said = new Conversation(exec(id, "sh", "-c", "pwd; cat /proc/self/cgroup; echo \"$WORD, $MINE\" >&2"));

        assertThat(said.exit()).isZero();
        assertThat(said.text()).isEqualTo(machine.out(id));
        assertThat(said.err()).isEqualTo("a 'quoted' word, to itself\n");
    }

    @Test
    void passesOnHowTheCommandEnded() {
        var id = running(script("exec sleep 1000"));

        assertThat(new Conversation(exec(id, "sh", "-c", "exit 7")).exit()).isEqualTo(7);
        assertThat(new Conversation(exec(id, "sh", "-c", "kill -TERM $$")).exit())
                .isEqualTo(128 + 15);
        assertThat(new Conversation(exec(id, "no-such-program")).exit()).isEqualTo(127);
    }

    @Test
    void passesAHundredMegabytesThroughACommandUnchanged() throws Exception {
        var id = running(script("exec sleep 1000"));
        var bytes = new byte[100_000_000];
        new Random(7).nextBytes(bytes);
        var said = new Conversation(exec(id, "cat"));

        var sender = Thread.ofPlatform().start(() -> said.send(bytes, true));
        int exit = said.exit();
        sender.join();

        assertThat(exit).isZero();
        assertThat(Arrays.equals(said.out.toByteArray(), bytes)).isTrue();
    }

    @Test
    void aCommandThatReadsNothingTakesNoMoreThanItCanHold() {
        var id = running(script("exec sleep 1000"));
        var exec = exec(id, "sleep", "1000");
        var piece = new byte[1 << 20];

        long taken = 0;
        long before = -1;
        while (taken != before) {
            before = taken;
            taken = exec.write(taken, piece, false);
        }

        assertThat(taken).isBetween(1L << 20, 3L << 20);
        exec.end();
    }

    @Test
    void givesATerminalThatIsResizedAndWhoseInterruptReachesTheCommandAlone() {
        var id = running(script("exec sleep 1000"));
        var exec = terminal(id, "sh");
        var said = new Conversation(exec);

        said.type("stty size; echo $TERM; tty | cut -c1-9\n");
        said.hearUntil("31 97\r\nxterm\r\n/dev/pts/\r\n");
        exec.resize(new ExecOrder.Size(60, 20));
        said.type("stty size; tput cols\n");
        said.hearUntil("20 60\r\n60\r\n");
        said.type("sh -c 'echo pid''=$$; exec sleep 999'; echo 'inter'rupted\n");
        var sleeping = said.hearLine("pid=");
        await(() -> TestingMachine.command(sleeping).startsWith("sleep"));
        said.type("\u0003");
        said.hearUntil("^C");
        said.type("echo a'live'\nexit 3\n");
        said.hearUntil("alive");

        await(() -> !TestingMachine.isAlive(sleeping));
        assertThat(said.exit()).isEqualTo(3);
        assertThat(machine.state(id).orElseThrow()).isInstanceOf(Seen.State.Running.class);
    }

    @Test
    void aShellIsWhatATerminalGetsWhereNothingElseIsAskedFor() {
        var id = running(script("exec sleep 1000"));
        var said = new Conversation(terminal(id));

        said.type("echo shell=$0\n");
        said.hearUntil("shell=");
        said.type("exit\n");

        assertThat(said.exit()).isZero();
    }

    /// Only what runs inside may be told what to load by the job.
    @Test
    void whatTheJobPutIntoItsEnvironmentRulesTheCommandAlone() {
        var id = running(placed(
                "echo $$; exec env LD_PRELOAD=/nowhere/evil.so PATH=/nowhere ODD='a b' UID=7 sh.odd=1 /bin/sleep 1000",
                Optional.empty(),
                Map.of("/data", new MountSpec("data", false)),
                Map.of()));
        await(() -> TestingMachine.command(machine.out(id).strip()).startsWith("/bin/sleep"));

        var said = new Conversation(exec(id, "/bin/sh", "-c", "echo $LD_PRELOAD $PATH $ODD; /bin/ls /proc/self/fd"));

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.text()).isEqualTo("/nowhere/evil.so /nowhere a b\n0\n1\n2\n3\n");
        assertThat(said.err().lines().filter(line -> line.contains("evil.so"))).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void leavesNothingRunningBehindACommand() {
        var id = running(script("exec sleep 1000"));
        var said = new Conversation(exec(id, "sh", "-c", "sleep 1000 & echo $!; setsid sleep 1000 & echo $!; exit 0"));

        assertThat(said.exit()).isZero();
        assertThat(said.text().lines().toList()).hasSize(2);
        await(() -> said.text().lines().noneMatch(TestingMachine::isAlive));
    }

    @Test
    void endsACommandWhenItsAskerSaysSo() {
        var id = running(script("exec sleep 1000"));
        var exec = exec(id, "sh", "-c", "trap '' TERM; echo $$; while :; do sleep 1; done");
        var said = new Conversation(exec);
        var pid = said.hearUntil("\n").strip();

        exec.end();

        assertThat(TestingMachine.isAlive(pid)).isFalse();
        assertThatThrownBy(() -> exec.read(0, Duration.ZERO))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void aCommandEndsWithItsJob() {
        var id = running(script("exec sleep 1000"));
        var said = new Conversation(exec(id, "sh", "-c", "echo $$; exec sleep 1000"));
        var pid = said.hearUntil("\n").strip();

        machine.engine.stop(List.of(new StopOrder(id, Duration.ZERO)));
        machine.end(id);

        assertThat(said.exit()).isGreaterThan(128);
        assertThat(TestingMachine.isAlive(pid)).isFalse();
    }

    @Test
    void aCommandEndsWithTheAgentAndTheJobGoesOn() {
        var id = running(script("exec sleep 1000"));
        var said = new Conversation(exec(id, "sh", "-c", "echo $$; exec sleep 1000"));
        var pid = said.hearUntil("\n").strip();

        machine.reopen(machine.settings());

        assertThat(TestingMachine.isAlive(pid)).isFalse();
        assertThat(machine.state(id).orElseThrow()).isInstanceOf(Seen.State.Running.class);
    }

    @Test
    void theSameOrderTwiceIsOneCommand() {
        var id = running(script("exec sleep 1000"));
        var order = new ExecOrder("twice", List.of("sh", "-c", "echo $$; exec cat"), Optional.empty());

        machine.engine.exec(id, order);
        var said = new Conversation(machine.engine.exec(id, order));
        said.hearUntil("\n");
        said.send(new byte[0], true);

        assertThat(said.exit()).isZero();
        assertThat(said.text().lines()).hasSize(1);
    }

    @Test
    void seesWhatTheJobSeesAndAsTheSameUser() {
        var id = running(placed(
                "id -u; cat /etc/greeting; touch /data/ready; exec sleep 1000",
                Optional.of("/data"),
                Map.of("/data", new MountSpec("data", false)),
                Map.of("/etc/greeting", new FileSpec.Inline("hello\n"))));
        await(() -> machine.out(id).contains("hello"));

        var said = new Conversation(exec(id, "sh", "-c", "id -u; cat /etc/greeting; pwd >&2; ls >&2"));

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.text()).isEqualTo(machine.out(id));
        assertThat(said.err()).isEqualTo("/data\nready\n");
    }

    @Test
    void refusesWhatDoesNotRun() {
        var ended = machine.submit(job("ended", script("true")));
        machine.end(ended);

        assertThatThrownBy(() -> exec(ended, "true"))
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining("does not run: it has ended");
        assertThatThrownBy(() -> exec(AttemptId.of(TestingMachine.RUN, "none", 0, 1), "true"))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
}

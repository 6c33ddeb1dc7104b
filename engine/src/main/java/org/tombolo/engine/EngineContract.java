package org.tombolo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.AttemptId;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.UserId;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Grant;

/// What every engine keeps to. Attempts are shell scripts that count themselves in a folder which the site sees.
public abstract class EngineContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RunId RUN = new RunId("contract");
    private static final FactoryId FACTORY = new FactoryId("fac");

    @TempDir
    protected Path shared;

    /// The engine; the same until `crash`.
    protected abstract Engine engine();

    /// Loses everything that stands between the loop and the site, as a crash does. What the site has goes on.
    protected abstract void crash();

    /// The name of a host of the site.
    protected abstract String host();

    @Test
    void runsAScriptAndTellsItsExitCode() {
        var id = submit("work", "exit 3");
        assertThat(end(id).cause()).isEqualTo(new Cause.Exit(3));
        assertThat(end(id).startedAt()).isPresent();
        assertThat(end(id).at()).isAfterOrEqualTo(end(id).startedAt().orElseThrow());
    }

    @Test
    void tellsASignalFromAnExitCode() {
        var killed = submit("killed", "kill -KILL $$");
        var exited = submit("exited", "exit 137");
        assertThat(end(killed).cause()).isEqualTo(new Cause.Signal(9));
        assertThat(end(exited).cause()).isEqualTo(new Cause.Exit(137));
    }

    @Test
    void startsAnAttemptOnceThoughItIsSubmittedTwice() {
        var batch = batch("twice", "echo started >> \"$SHARED/count\"; sleep 0.3");
        assertThat(engine().submit(batch))
                .isEqualTo(engine().submit(batch))
                .allMatch(Submitted.Accepted.class::isInstance);
        var id = batch.members().getFirst().attempt();
        end(id);
        engine().submit(batch);
        crash();
        engine().submit(batch);
        assertThat(end(id).cause()).isEqualTo(new Cause.Exit(0));
        assertThat(lines("count")).containsExactly("started");
    }

    @Test
    void findsAfterACrashWhatWasSubmittedAndNothingElse() {
        var id = submit("found", "sleep 0.2");
        crash();
        assertThat(engine().find(List.of(id, id("never"))))
                .singleElement()
                .satisfies(found -> assertThat(found.attempt()).isEqualTo(id));
        end(id);
    }

    @Test
    void letsAttemptsOutliveACrash() {
        var id = submit("long", "echo begun >> \"$SHARED/begun\"; sleep 1; echo over >> \"$SHARED/over\"; exit 7");
        running(id);
        crash();
        assertThat(end(id).cause()).isEqualTo(new Cause.Exit(7));
        assertThat(lines("begun")).hasSize(1);
        assertThat(lines("over")).hasSize(1);
    }

    @Test
    void givesArrayElementsTheirIndex() {
        var batch = array("array", "echo \"$FB_TASK_ID\"", 3);
        engine().submit(batch);
        for (var member : batch.members()) {
            end(member.attempt());
            assertThat(output(member.attempt(), LogStream.OUT))
                    .isEqualTo(member.attempt().task().index() + "\n");
        }
    }

    @Test
    void startsOneBehindAnotherOnlyWhenThatHasEnded() {
        var batch = array(
                "chain",
                "echo \"+$FB_TASK_ID\" >> \"$SHARED/chain\"; sleep 0.02; echo \"-$FB_TASK_ID\" >> \"$SHARED/chain\"",
                30);
        engine().submit(batch);
        running(batch.members().get(3).attempt());
        crash();
        assertThat(end(batch.members().getLast().attempt()).cause()).isEqualTo(new Cause.Exit(0));
        assertThat(lines("chain"))
                .isEqualTo(IntStream.range(0, 30)
                        .boxed()
                        .flatMap(i -> List.of("+" + i, "-" + i).stream())
                        .toList());
    }

    @Test
    void stopsTheWholeTreeThoughItDetachesItself() {
        var id = submit("daemons", """
                trap '' TERM
                echo "$$" >> "$SHARED/pids"
                (setsid sh -c 'echo "$$" >> "$SHARED/pids"; trap "" TERM; while :; do sleep 0.1; done' &) &
                echo ready >> "$SHARED/ready"
                while :; do sleep 0.1; done
                """);
        await(() -> lines("ready").size() == 1 && lines("pids").size() == 2);
        engine().stop(List.of(new StopOrder(id, Duration.ofMillis(200))));
        assertThat(end(id).cause()).isInstanceOf(Cause.Stopped.class);
        assertThat(lines("pids")).allSatisfy(pid -> assertThat(isAlive(pid)).isFalse());
    }

    @Test
    void leavesNoDaemonBehindAnAttemptThatEnds() {
        var id = submit("leaver", """
                (setsid sh -c 'echo "$$" >> "$SHARED/pids"; while :; do sleep 0.1; done' &) &
                while [ ! -s "$SHARED/pids" ]; do sleep 0.01; done
                """);
        assertThat(end(id).cause()).isEqualTo(new Cause.Exit(0));
        assertThat(lines("pids"))
                .singleElement()
                .satisfies(pid -> assertThat(isAlive(pid)).isFalse());
    }

    @Test
    void givesTheGraceToWhoeverUsesIt() {
        var id = submit("polite", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
        await(() -> output(id, LogStream.OUT).contains("up"));
        engine().stop(List.of(new StopOrder(id, Duration.ofSeconds(20))));
        end(id);
        assertThat(output(id, LogStream.OUT)).isEqualTo("up\nbye\n");
    }

    @Test
    void neverStartsWhatIsStoppedWhileItWaits() {
        var batch = array("waiting", "echo \"$FB_TASK_ID\" >> \"$SHARED/ran\"; sleep 0.5", 3);
        engine().submit(batch);
        running(batch.members().getFirst().attempt());
        engine().stop(List.of(new StopOrder(batch.members().get(1).attempt(), Duration.ZERO)));
        assertThat(end(batch.members().get(1).attempt()).cause()).isInstanceOf(Cause.Stopped.class);
        assertThat(end(batch.members().get(1).attempt()).startedAt()).isEmpty();
        end(batch.members().get(2).attempt());
        assertThat(lines("ran")).containsExactly("0", "2");
    }

    @Test
    void readsOutputAndErrorsByOffset() {
        var id = submit(
                "talk",
                "printf 0123456789; printf oops >&2; while [ ! -e \"$SHARED/go\" ]; do sleep 0.02; done; printf abc");
        await(() -> output(id, LogStream.OUT).length() == 10);
        var first = engine().logs(id, LogStream.OUT, 0, 2, 3);
        assertThat(text(first)).isEqualTo("234");
        assertThat(first.next()).isEqualTo(5);
        assertThat(first.ended()).isFalse();
        write("go");
        end(id);
        var rest = engine().logs(id, LogStream.OUT, 0, 5, 1000);
        assertThat(text(rest)).isEqualTo("56789abc");
        assertThat(rest.ended()).isTrue();
        assertThat(output(id, LogStream.ERR)).isEqualTo("oops");
    }

    @Test
    void forgetsAndKeepsTheOutput() {
        var id = submit("gone", "echo kept");
        end(id);
        var forgotten = engine().forget(List.of(id));
        assertThat(forgotten)
                .singleElement()
                .satisfies(each -> assertThat(each.logs()).singleElement().satisfies(log -> {
                    assertThat(log.stream()).isEqualTo("out");
                    assertThat(log.firstOffset()).isZero();
                    assertThat(log.endOffset()).isEqualTo(5);
                }));
        assertThat(engine().find(List.of(id))).isEmpty();
        assertThat(engine().forget(List.of(id)))
                .as("whoever asked may have died before he wrote it down")
                .isEqualTo(forgotten);
        assertThat(engine().forget(List.of(id("never")))).containsExactly(new Forgotten(id("never"), List.of()));
        assertThatThrownBy(() -> engine().logs(id, LogStream.OUT, 0, 0, 10)).isInstanceOf(TomboloException.class);
        crash();
        assertThat(engine().find(List.of(id))).isEmpty();
        assertThat(engine().forget(List.of(id))).isEqualTo(forgotten);
    }

    @Test
    void tellsOnlyWhatChangedSince() {
        var first = submit("first", "true");
        end(first);
        var cursor = engine().observe(Cursor.START, Duration.ZERO).next();
        var second = submit("second", "true");
        await(() -> {
            var seen = engine().observe(cursor, Duration.ofMillis(100));
            assertThat(seen.complete()).isFalse();
            assertThat(seen.seen()).extracting(Seen::attempt).doesNotContain(first);
            return seen.seen().stream()
                    .anyMatch(each -> each.attempt().equals(second) && each.state() instanceof Seen.State.Ended);
        });
    }

    // ---- what the tests of an engine may use too

    protected static AttemptId id(String job) {
        return AttemptId.of(RUN, job, 0, 1);
    }

    protected AttemptId submit(String job, String script) {
        var batch = batch(job, script);
        assertThat(engine().submit(batch)).allMatch(Submitted.Accepted.class::isInstance);
        return batch.members().getFirst().attempt();
    }

    protected Batch batch(String job, String script) {
        return new Batch(shape(job(job, script, Optional.empty())), List.of(member(id(job), 0, Optional.empty())));
    }

    /// An array whose elements run one behind the other.
    protected Batch array(String job, String script, int size) {
        var members = new ArrayList<Batch.Member>();
        for (int i = 0; i < size; i++) {
            var behind = i == 0
                    ? Optional.<AttemptId>empty()
                    : Optional.of(members.getLast().attempt());
            members.add(member(AttemptId.of(RUN, job, i, 1), 0, behind));
        }
        return new Batch(shape(job(job, script, Optional.of(new ArraySpec(0, size - 1, Optional.of(1))))), members);
    }

    protected Batch.Member member(AttemptId id, int core, Optional<AttemptId> behind) {
        return new Batch.Member(id, new Grant(host(), List.of(core), 0, Ordered.none(), Ordered.none()), behind);
    }

    protected static JobSpec job(String name, String script, Optional<ArraySpec> array) {
        var work = new WorkSpec(
                Optional.empty(),
                new Program.Script(script),
                List.of(),
                List.of(),
                Optional.empty(),
                Ordered.none(),
                Ordered.none(),
                ResourceSpec.ONE_CORE,
                List.of());
        return new JobSpec(name, work, PolicySpec.NONE, Optional.empty(), array, JobNetworkSpec.SHARED, false);
    }

    protected Shape shape(org.tombolo.model.spec.NodeSpec node) {
        var env = new LinkedHashMap<>(Map.of("SHARED", shared.toString()));
        return new Shape(
                FACTORY,
                new ProjectId("project"),
                new UserId("user"),
                new JobId(RUN, node.name()),
                node,
                env,
                Optional.empty(),
                Ordered.none());
    }

    protected Seen.State.Ended end(AttemptId id) {
        await(() -> state(id).filter(Seen.State.Ended.class::isInstance).isPresent());
        return (Seen.State.Ended) state(id).orElseThrow();
    }

    protected void running(AttemptId id) {
        await(() -> state(id)
                .filter(state -> !(state instanceof Seen.State.Waiting))
                .isPresent());
    }

    protected Optional<Seen.State> state(AttemptId id) {
        return engine().observe(Cursor.START, Duration.ZERO).seen().stream()
                .filter(seen -> seen.attempt().equals(id))
                .map(Seen::state)
                .findFirst();
    }

    protected String output(AttemptId id, LogStream stream) {
        return text(engine().logs(id, stream, 0, 0, 1 << 16));
    }

    private static String text(LogChunk chunk) {
        return new String(chunk.bytes(), StandardCharsets.UTF_8);
    }

    protected List<String> lines(String file) {
        try {
            var path = shared.resolve(file);
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String file) {
        try {
            Files.writeString(shared.resolve(file), "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Alive and no zombie: one that nobody has buried yet does nothing any more.
    protected boolean isAlive(String pid) {
        try (var stat = Files.newInputStream(Path.of("/proc", pid, "stat"))) {
            var text = new String(stat.readNBytes(1024), StandardCharsets.ISO_8859_1);
            return !text.substring(text.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }

    /// Until it holds. The site is a real one: it has its own time.
    protected static void await(Condition condition) {
        var limit = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("the site was given " + PATIENCE).isBefore(limit);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /// Something that becomes true.
    @FunctionalInterface
    protected interface Condition {
        boolean holds();
    }
}

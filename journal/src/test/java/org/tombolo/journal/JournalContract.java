package org.tombolo.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.fact.AttemptAccepted;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.history.HistoryRow;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.Entity;
import org.tombolo.model.state.Run;
import org.tombolo.model.work.Outcome;

/// What every journal does.
abstract class JournalContract {
    static final Duration TTL = Duration.ofSeconds(30);
    static final Instant NOW = Instant.parse("2026-11-21T06:00:00.123456789Z");
    private static final ProjectId RED = new ProjectId("red");
    private static final ProjectId BLUE = new ProjectId("blue");

    /// The same stored journal each time in a test: empty at first.
    abstract Journal open();

    /// Changes a row behind the journal's back.
    abstract void change(long seq, UnaryOperator<Row> how);

    /// Removes a row behind the journal's back.
    abstract void remove(long seq);

    @Test
    void keepsSealedValuesBesideTheRows() {
        var first = new SealedRow("user/ann/a", "1", "key", NOW, new byte[] {1, 2, 0, -1});
        try (var journal = open()) {
            journal.sealed().put(first);
            journal.sealed().put(new SealedRow("user/ann/a", "1", "other", NOW, new byte[] {9}));
            journal.sealed().put(new SealedRow("user/ann/a", "2", "key", NOW, new byte[] {3}));
        }
        try (var journal = open()) {
            var found = journal.sealed().find("user/ann/a", "1").orElseThrow();
            assertThat(found.bytes()).containsExactly(1, 2, 0, -1);
            assertThat(found.at()).isEqualTo(NOW);
            assertThat(journal.sealed().find("user/ann/b", "1")).isEmpty();
            journal.sealed().replace(new SealedRow("user/ann/a", "1", "fresh", NOW, new byte[] {7}));
            journal.sealed().remove("user/ann/a", "2");
            journal.sealed().remove("user/ann/a", "3");
            assertThat(journal.sealed().list()).containsExactly(new SealedRow.Ref("user/ann/a", "1", "fresh", NOW));
            assertThat(journal.sealed().find("user/ann/a", "1").orElseThrow().bytes())
                    .containsExactly(7);
        }
    }

    @Test
    void readsWhatWasAppendedInOrder() {
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(epoch, batch(1, 3));
            journal.append(epoch, batch(4, 1));
        }
        try (var journal = open()) {
            var rows = new ArrayList<Row>();
            var facts = new ArrayList<Fact>();
            var tail = journal.read(0, (row, fact) -> {
                rows.add(row);
                facts.add(fact);
            });
            assertThat(tail).isEqualTo(new Tail(4, 0));
            assertThat(facts).isEqualTo(facts(1, 4));
            assertThat(rows).extracting(Row::seq).containsExactly(1L, 2L, 3L, 4L);
            assertThat(rows).extracting(Row::batch).containsExactly(1L, 1L, 1L, 2L);
            assertThat(rows).extracting(Row::time).containsOnly(NOW);
            assertThat(read(journal, 3)).isEqualTo(facts(4, 1));
        }
    }

    @Test
    void keepsEveryKindOfFactAndEntity() {
        var facts = new ArrayList<Fact>();
        Samples.cases(Fact.class).forEach(type -> facts.add((Fact) new Samples(7).of(type)));
        var entities = new ArrayList<Entity>();
        Samples.cases(Entity.class).forEach(type -> entities.add((Entity) new Samples(7).of(type)));
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(epoch, new Batch(1, NOW, facts, List.of()));
            snapshot(journal, epoch, facts.size(), entities);
        }
        try (var journal = open()) {
            assertThat(read(journal, 0)).isEqualTo(facts);
            var ref = journal.snapshot().orElseThrow();
            assertThat(ref.entities()).isEqualTo(entities.size());
            assertThat(entities(journal, ref)).isEqualTo(entities);
        }
    }

    @Test
    void givesTheLeaseToOneHolderAtATime() {
        try (var journal = open()) {
            assertThat(journal.lead("a", TTL, NOW)).isEqualTo(new Lease.Granted(1));
            assertThat(journal.lead("b", TTL, NOW.plusSeconds(29)))
                    .isEqualTo(new Lease.HeldBy("a", NOW.plusSeconds(30)));
            assertThat(journal.renew(1, TTL, NOW.plusSeconds(29))).isTrue();
            assertThat(journal.lead("b", TTL, NOW.plusSeconds(58))).isInstanceOf(Lease.HeldBy.class);
            assertThat(journal.lead("b", TTL, NOW.plusSeconds(59))).isEqualTo(new Lease.Granted(2));
            assertThat(journal.renew(1, TTL, NOW.plusSeconds(60))).isFalse();
            journal.release(1);
            assertThat(journal.lead("a", TTL, NOW.plusSeconds(60))).isInstanceOf(Lease.HeldBy.class);
            journal.release(2);
            assertThat(journal.lead("a", TTL, NOW.plusSeconds(60))).isEqualTo(new Lease.Granted(3));
        }
    }

    @Test
    void givesARestartedHolderItsLeaseAtOnceWithANewEpoch() {
        try (var journal = open()) {
            assertThat(journal.lead("a", TTL, NOW)).isEqualTo(new Lease.Granted(1));
        }
        try (var journal = open()) {
            assertThat(journal.lead("a", TTL, NOW)).isEqualTo(new Lease.Granted(2));
        }
    }

    @Test
    void aDeposedLeaderCannotWrite() {
        try (var old = open();
                var current = open()) {
            long first = lead(old);
            old.append(first, batch(1, 2));
            long second = granted(current.lead("b", TTL, NOW.plus(TTL)));
            assertThatThrownBy(() -> old.append(first, batch(3, 2)))
                    .isInstanceOf(Deposed.class)
                    .hasMessageContaining("epoch 1 is over");
            assertThatThrownBy(() -> snapshot(old, first, 2, List.of())).isInstanceOf(Deposed.class);
            current.append(second, batch(3, 1));
            assertThat(read(current, 0)).isEqualTo(facts(1, 3));
        }
    }

    @Test
    void refusesABatchThatDoesNotFollow() {
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(epoch, batch(1, 2));
            assertThatThrownBy(() -> journal.append(epoch, batch(5, 1))).hasMessageContaining("expected row 3");
            assertThatThrownBy(() -> journal.append(epoch, batch(2, 1))).hasMessageContaining("expected row 3");
            journal.append(epoch, batch(3, 1));
            assertThat(read(journal, 0)).isEqualTo(facts(1, 3));
        }
    }

    @Test
    void continuesFromTheNewestSnapshotAndCutsWhatNobodyNeeds() {
        try (var journal = open()) {
            long epoch = lead(journal);
            for (int i = 0; i < 4; i++) {
                journal.append(epoch, batch(1 + 10L * i, 10));
                snapshot(journal, epoch, 10L * (i + 1), entities(i));
            }
            journal.append(epoch, batch(41, 10));
        }
        try (var journal = open()) {
            var ref = journal.snapshot().orElseThrow();
            assertThat(ref.seq()).isEqualTo(40);
            assertThat(ref.time()).isEqualTo(NOW);
            assertThat(entities(journal, ref)).isEqualTo(entities(3));
            assertThat(read(journal, ref.seq())).isEqualTo(facts(41, 10));
            assertThat(read(journal, 30)).as("the snapshot before can be used").isEqualTo(facts(31, 20));
            assertThatThrownBy(() -> read(journal, 20))
                    .hasMessageContaining("row 20")
                    .hasMessageContaining("missing");
            assertThatThrownBy(() -> read(journal, 0)).hasMessageContaining("row 1: it is missing");
            journal.append(lead(journal), batch(51, 1));
            assertThat(read(journal, 40)).isEqualTo(facts(41, 11));
        }
    }

    @Test
    void anUnfinishedSnapshotIsNeverSeen() {
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(epoch, batch(1, 1));
            var abandoned = journal.startSnapshot(epoch, 1, NOW); // as by a crash: never closed
            abandoned.write(entities(1));
            assertThat(journal.snapshot()).isEmpty();
            try (var closed = journal.startSnapshot(epoch, 1, NOW)) {
                closed.write(entities(2));
            }
            assertThat(journal.snapshot()).isEmpty();
            snapshot(journal, epoch, 1, entities(3));
            assertThat(entities(journal, journal.snapshot().orElseThrow())).isEqualTo(entities(3));
        }
    }

    @Test
    void aSnapshotOfWhatWasNotAppendedIsRefused() {
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(epoch, batch(1, 2));
            assertThatThrownBy(() -> snapshot(journal, epoch, 3, entities(1))).isInstanceOf(TomboloException.class);
            assertThat(journal.snapshot()).isEmpty();
        }
    }

    @Test
    void appendsWhileASnapshotIsWritten() throws InterruptedException {
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(epoch, batch(1, 1));
            var failure = new AtomicReference<Throwable>();
            var many = entities(5).getFirst();
            var thread = Thread.ofPlatform().start(() -> {
                try (var writer = journal.startSnapshot(epoch, 1, NOW)) {
                    for (int i = 0; i < 40; i++) {
                        writer.write(Collections.nCopies(500, many));
                    }
                    writer.finish();
                } catch (RuntimeException e) {
                    failure.set(e);
                }
            });
            long seq = 2;
            while (thread.isAlive()) {
                journal.append(epoch, batch(seq, 20));
                seq += 20;
            }
            thread.join();
            journal.append(epoch, batch(seq, 1));
            assertThat(failure.get()).isNull();
            assertThat(entities(journal, journal.snapshot().orElseThrow())).hasSize(20_000);
            assertThat(read(journal, 1)).isEqualTo(facts(2, (int) (seq - 1)));
        }
    }

    @Test
    void aDamagedRowStopsTheReadAndIsNamed() {
        appendThreeBatches();
        change(4, row -> with(row, row.payload(), row.size()));
        assertThat(tail()).as("the control: nothing was changed yet").isEqualTo(new Tail(9, 0));
        change(
                4,
                row -> with(
                        row,
                        new String(row.payload(), StandardCharsets.UTF_8)
                                .replace("handle-4", "handle-5")
                                .getBytes(StandardCharsets.UTF_8),
                        row.size()));
        assertCorrupt("row 4", "checksum", "backup");
    }

    @Test
    void aDamagedRowOfTheLastBatchIsNotForgiven() {
        appendThreeBatches();
        change(9, row -> with(row, row.payload(), 0));
        assertCorrupt("row 9", "checksum");
    }

    @Test
    void twoRowsThatChangedPlacesStopTheRead() {
        appendThreeBatches();
        var kept = new ArrayList<Row>();
        change(4, row -> {
            kept.add(row);
            return row;
        });
        change(5, row -> with(row, kept.getFirst().payload(), row.size()));
        assertCorrupt("row 5", "checksum");
    }

    @Test
    void aMissingRowStopsTheReadAndIsNamed() {
        appendThreeBatches();
        remove(5);
        assertCorrupt("row 5", "missing", "row that is there is 6", "backup");
    }

    @Test
    void aMissingEndOfAnEarlierBatchStopsTheRead() {
        appendThreeBatches();
        remove(6);
        assertCorrupt("row 6", "missing");
    }

    @Test
    void aCutInsideTheLastBatchIsForgivenAndWrittenOver() {
        appendThreeBatches();
        remove(9);
        remove(8);
        try (var journal = open()) {
            var facts = new ArrayList<Fact>();
            assertThat(journal.read(0, (_, fact) -> facts.add(fact))).isEqualTo(new Tail(6, 1));
            assertThat(facts).isEqualTo(facts(1, 6));
            journal.append(lead(journal), batch(7, 2));
            assertThat(read(journal, 0)).isEqualTo(facts(1, 8));
        }
    }

    @Test
    void aRefusedBatchLeavesNothingBehindNotEvenHistory() {
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(epoch, batch(1, 2));
            var history = List.<HistoryRow>of(endedRun("r", 1, RED, NOW));
            assertThatThrownBy(() -> journal.append(epoch + 1, new Batch(3, NOW, facts(3, 1), history)))
                    .isInstanceOf(Deposed.class);
            assertThat(read(journal, 0)).hasSize(2);
            assertThat(journal.history().run(new RunId("r"))).isEmpty();
        }
    }

    @Test
    void historyIsWrittenWithItsFacts() {
        try (var journal = open()) {
            long epoch = lead(journal);
            var run = endedRun("r1", 1, RED, NOW);
            var attempt = endedAttempt("r1/train/3/2");
            journal.append(epoch, new Batch(1, NOW, facts(1, 1), List.of(run, attempt)));
            assertThat(journal.history().run(new RunId("r1"))).contains(run);
            assertThat(journal.history().run(new RunId("r2"))).isEmpty();
            assertThat(journal.history().attempt(AttemptId.parse("r1/train/3/2")))
                    .contains(attempt);
            assertThat(journal.history().attempt(AttemptId.parse("r1/train/3/1")))
                    .isEmpty();
        }
    }

    @Test
    void historyThatComesTwiceReplacesWhatWasThere() {
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(
                    epoch,
                    new Batch(1, NOW, facts(1, 1), List.of(endedRun("r1", 1, RED, NOW), endedAttempt("r1/a/0/1"))));
            var again = endedRun("r1", 1, RED, NOW.plusSeconds(9));
            journal.append(epoch, new Batch(2, NOW, facts(2, 1), List.of(again, endedAttempt("r1/a/0/1"))));
            assertThat(journal.history().runs(RunQuery.newest(List.of(RED), 9))).containsExactly(again);
            assertThat(attempts(journal, "r1", Optional.empty(), Optional.empty(), 9))
                    .containsExactly("r1/a/0/1");
        }
    }

    @Test
    void findsRunsByWhatTheyAre() {
        try (var journal = open()) {
            long epoch = lead(journal);
            var rows = new ArrayList<HistoryRow>();
            for (int i = 1; i <= 12; i++) {
                rows.add(endedRun("r" + i, i, i % 2 == 0 ? RED : BLUE, NOW.plusSeconds(i)));
            }
            journal.append(epoch, new Batch(1, NOW, facts(1, 1), rows));
            assertThat(runs(journal, RunQuery.newest(List.of(RED), 3))).containsExactly("r12", "r10", "r8");
            assertThat(runs(journal, RunQuery.newest(List.of(RED, BLUE), 3))).containsExactly("r12", "r11", "r10");
            assertThat(runs(journal, RunQuery.newest(List.of(), 3))).isEmpty();
            assertThat(runs(journal, query(Optional.of(8L), Optional.empty(), "", "", "")))
                    .containsExactly("r6", "r4", "r2");
            assertThat(runs(journal, query(Optional.empty(), Optional.of(NOW.plusSeconds(8)), "", "", "")))
                    .containsExactly("r12", "r10", "r8");
            assertThat(runs(journal, query(Optional.empty(), Optional.empty(), "failed", "", "")))
                    .containsExactly("r12", "r6");
            assertThat(runs(journal, query(Optional.empty(), Optional.empty(), "", "name\0 \ud83d 4", "")))
                    .containsExactly("r4");
            assertThat(runs(journal, query(Optional.empty(), Optional.empty(), "", "", "2")))
                    .containsExactly("r12", "r2");
            assertThat(runs(journal, query(Optional.empty(), Optional.empty(), "", "' OR 1=1 --", "")))
                    .isEmpty();
        }
    }

    @Test
    void listsAttemptsInPages() {
        try (var journal = open()) {
            long epoch = lead(journal);
            var ids = List.of("r1/a/0/1", "r1/a/0/2", "r1/a/2/1", "r1/a/10/1", "r1/b/0/1", "r2/a/0/1");
            var rows = new ArrayList<HistoryRow>();
            ids.reversed().forEach(id -> rows.add(endedAttempt(id)));
            journal.append(epoch, new Batch(1, NOW, facts(1, 1), rows));
            assertThat(attempts(journal, "r1", Optional.empty(), Optional.empty(), 9))
                    .isEqualTo(ids.subList(0, 5));
            assertThat(attempts(journal, "r1", Optional.of("a"), Optional.empty(), 9))
                    .isEqualTo(ids.subList(0, 4));
            assertThat(attempts(journal, "r1", Optional.empty(), Optional.of("r1/a/0/2"), 2))
                    .isEqualTo(ids.subList(2, 4));
        }
    }

    @Test
    void prunesRunsThatEndedBeforeAndTheirAttempts() {
        try (var journal = open()) {
            long epoch = lead(journal);
            var rows = new ArrayList<HistoryRow>();
            for (int i = 1; i <= 120; i++) {
                rows.add(endedRun("r" + i, i, RED, NOW.plusSeconds(i)));
                rows.add(endedAttempt("r%d/a/0/1".formatted(i)));
                rows.add(endedAttempt("r%d/b/7/1".formatted(i)));
            }
            journal.append(epoch, new Batch(1, NOW, facts(1, 1), rows));
            assertThat(journal.history().prune(NOW.plusSeconds(119))).isEqualTo(118);
            assertThat(runs(journal, RunQuery.newest(List.of(RED), 1_000))).containsExactly("r120", "r119");
            assertThat(attempts(journal, "r118", Optional.empty(), Optional.empty(), 9))
                    .isEmpty();
            assertThat(attempts(journal, "r119", Optional.empty(), Optional.empty(), 9))
                    .hasSize(2);
        }
    }

    // what the tests are made of

    static long lead(Journal journal) {
        return granted(journal.lead("a", TTL, NOW));
    }

    static long granted(Lease lease) {
        return lease instanceof Lease.Granted(long epoch) ? epoch : -1;
    }

    static Batch batch(long firstSeq, int facts) {
        return new Batch(firstSeq, NOW, facts(firstSeq, facts), List.of());
    }

    static List<Fact> facts(long first, int count) {
        var facts = new ArrayList<Fact>();
        for (long seq = first; seq < first + count; seq++) {
            facts.add(new AttemptAccepted(AttemptId.parse("run/job/%d/1".formatted(seq)), "handle-" + seq));
        }
        return facts;
    }

    static List<Fact> read(Journal journal, long afterSeq) {
        var facts = new ArrayList<Fact>();
        journal.read(afterSeq, (_, fact) -> facts.add(fact));
        return facts;
    }

    private Tail tail() {
        try (var journal = open()) {
            return journal.read(0, (_, _) -> {});
        }
    }

    private static List<Entity> entities(int seed) {
        var entities = new ArrayList<Entity>();
        Samples.cases(Entity.class).forEach(type -> entities.add((Entity) new Samples(seed).of(type)));
        return entities;
    }

    private static List<Entity> entities(Journal journal, SnapshotRef ref) {
        var entities = new ArrayList<Entity>();
        journal.readSnapshot(ref, entities::add);
        return entities;
    }

    private static void snapshot(Journal journal, long epoch, long seq, List<Entity> entities) {
        try (var writer = journal.startSnapshot(epoch, seq, NOW)) {
            writer.write(entities.subList(0, entities.size() / 2));
            writer.write(entities.subList(entities.size() / 2, entities.size()));
            writer.finish();
        }
    }

    private void appendThreeBatches() {
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(epoch, batch(1, 3));
            journal.append(epoch, batch(4, 3));
            journal.append(epoch, batch(7, 3));
        }
    }

    private void assertCorrupt(String... words) {
        assertThatThrownBy(this::tail)
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageContainingAll(words);
    }

    private static Row with(Row row, byte[] payload, int size) {
        return new Row(
                row.seq(),
                row.batch(),
                row.epoch(),
                row.time(),
                row.type(),
                row.version(),
                payload,
                size,
                row.checksum());
    }

    static EndedRun endedRun(String id, long order, ProjectId project, Instant at) {
        var some = new Samples(order).of(Run.class);
        var run = new Run(
                new RunId(id),
                order,
                project,
                some.user(),
                Optional.of("name\0 \ud83d " + order),
                Ordered.copy(Map.of("digit", Long.toString(order % 10), "other\n", "\ude80=\0")),
                some.workflow(),
                some.upload(),
                some.site(),
                some.env(),
                some.priority(),
                at,
                some.stopping(),
                some.images(),
                some.again());
        var outcome = order % 3 == 0 ? new Outcome.Failed("why") : new Outcome.Succeeded();
        return new EndedRun(run, at, outcome, List.of());
    }

    static EndedAttempt endedAttempt(String id) {
        var some = new Samples(id.hashCode()).of(Attempt.class);
        return new EndedAttempt(
                new Attempt(
                        AttemptId.parse(id),
                        some.site(),
                        some.grant(),
                        some.behind(),
                        some.placedAt(),
                        some.handle(),
                        some.stop(),
                        some.state()),
                List.of());
    }

    private static RunQuery query(
            Optional<Long> before, Optional<Instant> since, String outcome, String name, String digit) {
        return new RunQuery(
                List.of(RED),
                since,
                Optional.of(outcome).filter(word -> !word.isEmpty()),
                Optional.of(name).filter(word -> !word.isEmpty()),
                digit.isEmpty() ? Ordered.none() : Ordered.copy(Map.of("digit", digit)),
                before,
                1_000);
    }

    private static List<String> runs(Journal journal, RunQuery query) {
        return journal.history().runs(query).stream()
                .map(ended -> ended.run().id().value())
                .toList();
    }

    private static List<String> attempts(
            Journal journal, String run, Optional<String> job, Optional<String> after, int limit) {
        return journal.history().attempts(new RunId(run), job, after.map(AttemptId::parse), limit).stream()
                .map(ended -> ended.attempt().id().toString())
                .toList();
    }
}
